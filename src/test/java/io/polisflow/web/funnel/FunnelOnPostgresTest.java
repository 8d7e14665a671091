package io.polisflow.web.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.DealRegister;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import io.polisflow.web.funnel.FunnelPages.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same on the database of production, and how much is asked of it when a manager has 500 open deals. */
// The same set-up as the other process tests on PostgreSQL, so that they share one application.
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class FunnelOnPostgresTest extends FunnelTest {

    private static final List<String> STAGES = List.of(
            "FIRST_CONTACT",
            "NEEDS_ANALYSIS",
            "PROPOSAL_PREPARATION",
            "PROPOSAL_APPROVAL",
            "PROPOSAL_SENT",
            "OBJECTIONS");

    @Autowired
    private DealRegister register;

    /** Deals of that manager, spread over the stages, each with a premium and every second one with a planned touch. */
    private void deals(String manager, int from, int count) {
        jdbc.update(
                "insert into deal (id, number, client_id, owner, stage, stage_since, opened_at, lock_version, kind)"
                        + " select n, 'T-' || n, (select max(id) from client), ?, (?::text[])[1 + n % 6],"
                        + " now() - n * interval '1 minute', now() - interval '90 days', 0, 'NEW'"
                        + " from generate_series(?, ?) n",
                manager, "{" + String.join(",", STAGES) + "}", from, from + count - 1);
        jdbc.update(
                "insert into deal_figures (deal_id, premium, reached) select id, 1000, 0 from deal"
                        + " where id between ? and ?",
                from,
                from + count - 1);
        jdbc.update(
                "insert into activity (id, deal_id, kind, state, owner, starts_at, lock_version)"
                        + " select nextval('id_seq') * -1, id, 'CALL', 'PLANNED', owner, now(), 0 from deal"
                        + " where id between ? and ? and id % 2 = 0",
                from, from + count - 1);
    }

    private void forget() {
        for (String rows : List.of("activity where deal_id", "deal_figures where deal_id", "deal where id")) {
            jdbc.update("delete from " + rows + " between 900000000 and 900100000");
        }
    }

    @Test
    void aBoardOf500DealsAsksTheDatabaseNoMoreOftenThanOneOfTwelve() {
        try {
            deals(owner, 900_000_000, 12);
            pages.board(pages.address(Map.of()));
            int few = BreakingDataSource.statementsOf(() -> pages.board(pages.address(Map.of())));
            deals(owner, 900_000_012, 488);
            Board[] board = new Board[1];
            int many = BreakingDataSource.statementsOf(() -> board[0] = pages.board(pages.address(Map.of())));

            assertThat(board[0].total().deals()).isEqualTo(500);
            assertThat(board[0].total().withoutStep()).isEqualTo(250);
            assertThat(board[0].columns().get(0).cards()).hasSize(15);
            assertThat(many).isEqualTo(few).isLessThan(30);
            List<String> handed = new ArrayList<>();
            register.each(
                    pages.search(pages.address(Map.of())), some -> some.forEach(deal -> handed.add(deal.number())));
            assertThat(handed).hasSize(500).doesNotHaveDuplicates();
        } finally {
            forget();
        }
    }

    @Test
    void aColumnIsReadFromItsIndexWhoeversDealsItShows() {
        try {
            deals(owner, 900_000_000, 500);
            deals("somebody-else", 900_000_500, 3_000);
            jdbc.execute("analyze deal");
            for (String mine : List.of("d.owner = '" + owner + "' and ", "")) {
                String plan = String.join(
                        "\n",
                        jdbc.queryForList(
                                "explain select d.* from deal d where " + mine
                                        + "d.stage = 'OBJECTIONS' order by d.stage_since desc, d.id desc"
                                        + " fetch first 16 rows only",
                                String.class));
                assertThat(plan)
                        .contains("Backward using " + (mine.isEmpty() ? "deal_stage " : "deal_owner_stage "))
                        .doesNotContain("Seq Scan on deal", "Sort");
            }
        } finally {
            forget();
            jdbc.execute("analyze deal");
        }
    }
}
