package io.polisflow.web.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Funnel;
import io.polisflow.crm.funnel.Funnel.Position;
import io.polisflow.crm.funnel.Funnel.Sum;
import io.polisflow.crm.funnel.Probabilities;
import io.polisflow.crm.funnel.Probabilities.Scale;
import io.polisflow.fixtures.AtOnce;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import io.polisflow.web.funnel.FunnelPages.Board;
import io.polisflow.web.funnel.FunnelPages.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.UriComponentsBuilder;

/** What is in the funnel: figures, marks and filters; both databases must say the same. */
class FunnelTest extends FunnelCase {

    @Autowired
    private DealListPages list;

    @Autowired
    private Probabilities probabilities;

    private void figures(String number, String column, String value) {
        jdbc.update(
                "update deal_figures set " + column + " = ? where deal_id = (select id from deal where number = ?)",
                value,
                number);
    }

    private Map<Stage, Sum> open(String... parameters) {
        return funnel.open(pages.search(address(parameters)));
    }

    private static void check(Sum sum, long deals, String premium, String expected, long withoutStep) {
        assertThat(sum.deals()).isEqualTo(deals);
        assertThat(sum.premium()).isEqualByComparingTo(premium);
        assertThat(sum.expected()).isEqualByComparingTo(expected);
        assertThat(sum.withoutStep()).isEqualTo(withoutStep);
    }

    @Test
    void eachStageTellsItsDealsTheirPremiumAndWhatOfItIsExpected() {
        deal(Stage.NEEDS_ANALYSIS, null);
        deal(Stage.PROPOSAL_SENT, "1000000.00");
        deal(Stage.PROPOSAL_SENT, "333.33");
        deal(Stage.CONTRACT, "200000.00");

        Map<Stage, Sum> sums = open();
        assertThat(sums.keySet()).containsExactlyElementsOf(Probabilities.stages());
        check(sums.get(Stage.FIRST_CONTACT), 0, "0", "0", 0);
        check(sums.get(Stage.NEEDS_ANALYSIS), 1, "0", "0", 1);
        check(sums.get(Stage.PROPOSAL_SENT), 2, "1000333.33", "500166.67", 2);
        check(sums.get(Stage.CONTRACT), 1, "200000", "180000", 1);
        check(Sum.of(sums.values()), 4, "1200333.33", "680166.67", 4);

        Board board = board();
        assertThat(board.total().expected()).isEqualTo("680\u00a0167\u00a0₽");
        assertThat(board.own()).isTrue();
        Column sent = board.columns().get(4);
        assertThat(sent.percent()).isEqualTo(50);
        assertThat(sent.premium()).isEqualTo("1\u00a0000\u00a0333\u00a0₽");
        assertThat(sent.cards()).extracting(DealRow::expected).containsExactly("167\u00a0₽", "500\u00a0000\u00a0₽");
        assertThat(card(board, board.columns().get(1).cards().get(0).number()).expected())
                .isNull();
        assertThat(list.list(address(), 1).total())
                .isEqualTo(FunnelPages.total(sums.values(), address(), DealAddress.LIST));
    }

    @Test
    void aChangedScaleCountsAtOnceAndTheSlowerOfTwoEditorsIsTold() {
        deal(Stage.PROPOSAL_SENT, "1000.00");
        Scale scale = probabilities.scale();
        Map<Stage, Integer> percents = new EnumMap<>(scale.percents());
        percents.put(Stage.PROPOSAL_SENT, 65);
        probabilities.change(scale.revision(), percents, "head");

        check(open().get(Stage.PROPOSAL_SENT), 1, "1000", "650", 1);
        assertThat(probabilities.changes()).singleElement().satisfies(change -> {
            assertThat(change.author()).isEqualTo("head");
            assertThat(change.text()).isEqualTo("«КП отправлено»: 50 % → 65 %");
        });
        percents.put(Stage.CONTRACT, 95);
        assertThatThrownBy(() -> probabilities.change(scale.revision(), percents, "supervisor"))
                .isInstanceOf(ConflictException.class);
        percents.put(Stage.CONTRACT, 101);
        assertThatThrownBy(() -> probabilities.change(scale.revision() + 1, percents, "supervisor"))
                .isInstanceOfSatisfying(RefusedException.class, refusal -> assertThat(refusal.field())
                        .isEqualTo("contract"));
        check(open().get(Stage.PROPOSAL_SENT), 1, "1000", "650", 1);
    }

    @Test
    void ofTwoWhoChangeTheScaleAtOneMomentOneIsTold() throws Exception {
        int revision = probabilities.scale().revision();
        List<Callable<Boolean>> editors = new ArrayList<>();
        for (int percent : new int[] {1, 2}) {
            Map<Stage, Integer> percents = new EnumMap<>(probabilities.scale().percents());
            percents.put(Stage.FIRST_CONTACT, percent);
            editors.add(() -> {
                try {
                    probabilities.change(revision, percents, "head");
                    return true;
                } catch (ConflictException told) {
                    return false;
                }
            });
        }
        assertThat(AtOnce.all(editors.get(0), editors.get(1))).containsExactlyInAnyOrder(true, false);
        assertThat(probabilities.scale().revision()).isEqualTo(revision + 1);
    }

    @Test
    void aDealOnWhichNobodyHasAnythingToDoIsMarked() {
        String idle = deal(Stage.OBJECTIONS, null);
        String called = deal(Stage.OBJECTIONS, null);
        planCallOn(called);
        String paused = deal(Stage.OBJECTIONS, null);
        transaction.executeWithoutResult(
                status -> deals.pause(paused, LocalDate.now(clock).plusDays(10), null));

        Board board = board();
        assertThat(card(board, idle).next().missing()).isTrue();
        assertThat(card(board, idle).next().what()).isEqualTo("Нет следующего шага");
        assertThat(card(board, called).next())
                .isEqualTo(new DealRow.Next("touch", "Звонок", "24.11 13:00", null, false, false));
        assertThat(card(board, paused).next().when()).isEqualTo("до 04.12.2026");
        assertThat(board.total().withoutStep()).isEqualTo(1);
        assertThat(numbers(board("owner", owner, "step", "none"))).containsExactly(idle);

        clock.move(Duration.ofHours(4));
        assertThat(card(board(), called).next().late()).isTrue();
        transaction.executeWithoutResult(status ->
                calendar.hold(deals.plannedTouchesOf(deal(called)).get(0).id(), owner, "Поговорили"));
        assertThat(numbers(board("owner", owner, "step", "none"))).containsExactlyInAnyOrder(idle, called);
    }

    @Test
    void anOpenTaskIsTheNextStepUnlessATouchIsEarlier() {
        String number = runningDeal();
        DealRow.Next next = card(board("text", number), number).next();
        assertThat(next.icon()).isEqualTo("task");
        assertThat(next.what()).isEqualTo("Собрать КП");
        assertThat(next.when()).startsWith("до ");
        assertThat(next.who()).isNull();
        assertThat(numbers(board("text", number, "step", "none"))).isEmpty();

        planCallOn(number);
        assertThat(card(board("text", number), number).next().what()).isEqualTo("Звонок");
        assertThat(refusal(number, Stage.PROPOSAL_SENT)).contains("«Собрать КП»");

        // Nobody can do what stands still.
        transaction.executeWithoutResult(status ->
                calendar.cancel(deals.plannedTouchesOf(deal(number)).get(0).id()));
        runtime.suspendProcessInstanceById(
                task(number, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getProcessInstanceId());
        assertThat(card(board("text", number), number).next().missing()).isTrue();
        assertThat(numbers(board("text", number, "step", "none"))).containsExactly(number);
    }

    @Test
    void everyFilterNarrowsBoardAndListAlike() {
        String property = deal(Stage.NEEDS_ANALYSIS, "100.00");
        figures(property, "product_code", "property");
        figures(property, "source", "website");
        clock.move(Duration.ofDays(40));
        String later = deal(Stage.NEEDS_ANALYSIS, "10.00");
        figures(later, "product_code", "cargo");

        for (String[] one : new String[][] {
            {"product", "property"},
            {"source", "website"},
            {"to", "2026-12-01"},
            {"from", "2026-11-24", "to", "2026-11-24"}
        }) {
            String[] parameters = Arrays.copyOf(one, one.length + 2);
            parameters[one.length] = "owner";
            parameters[one.length + 1] = owner;
            assertThat(numbers(board(parameters))).as(String.join(" ", one)).containsExactly(property);
            assertThat(list.list(address(parameters), 1).rows())
                    .extracting(DealRow::number)
                    .containsExactly(property);
        }
        assertThat(numbers(board("owner", owner, "from", "2026-12-01"))).containsExactly(later);
        assertThat(numbers(board("owner", owner, "from", "soon", "product", "'\u0000", "source", "%")))
                .isEmpty();
        assertThat(numbers(board("owner", owner, "from", "soon"))).containsExactly(later, property);
        assertThat(numbers(board("text", "ёлка " + owner))).containsExactly(later, property);
        assertThat(board("text", "ёлка " + owner).own()).isFalse();
        signOn("head", "heads");
        assertThat(address().owner()).isNull();
        assertThat(numbers(board("owner", owner))).containsExactly(later, property);
    }

    @Test
    void whatWasWonAndLostLatelyStandsBesideTheOpenDeals() {
        String won = deal(Stage.CONTRACT, null);
        String lost = deal(Stage.CONTRACT, null);
        transaction.executeWithoutResult(status -> {
            deals.reachStage(won, Stage.WON);
            deals.lose(lost, new Loss("price", "Дорого", null, null, 3));
        });
        // Each change of the deal counts its figures anew.
        premium(won, "500.00");
        premium(lost, "70.00");
        Board board = board();
        assertThat(board.targets()).extracting(FunnelPages.Target::code).containsExactly("won", "lost");
        assertThat(board.targets()).extracting(FunnelPages.Target::premium).containsExactly("500\u00a0₽", "70\u00a0₽");
        assertThat(board.total().deals()).isZero();
        // The list counts them, and expects nothing of them any more.
        FunnelPages.Total all = list.list(address(), 1).total();
        assertThat(all.premium()).isEqualTo("570\u00a0₽");
        assertThat(all.expected()).isEqualTo("0\u00a0₽");
        clock.move(Funnel.CLOSED_SHOWN.plusSeconds(1));
        assertThat(board().targets()).extracting(FunnelPages.Target::deals).containsOnly(0L);
    }

    @Test
    void aColumnIsReadOnFromWhereItsPartEndedAndMissesNobody() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            // Some came to the stage at one moment.
            clock.move(Duration.ofSeconds(i % 3));
            all.add(0, deal(Stage.OBJECTIONS, null));
        }
        Column column = board().columns().get(5);
        assertThat(column.deals()).isEqualTo(32);
        List<String> seen =
                new ArrayList<>(column.cards().stream().map(DealRow::number).toList());
        String more = column.more();
        while (more != null) {
            Map<String, String> asked = UriComponentsBuilder.fromUriString(more)
                    .build()
                    .getQueryParams()
                    .toSingleValueMap();
            FunnelPages.Part part = pages.part(
                    pages.address(asked),
                    Stage.OBJECTIONS,
                    new Position(Instant.parse(asked.get("since")), Long.parseLong(asked.get("id"))));
            part.cards().forEach(card -> seen.add(card.number()));
            more = part.more();
        }
        assertThat(seen).isEqualTo(all);
        Board again = pages.columns(address(), List.of(Stage.OBJECTIONS, Stage.LOST), 31);
        assertThat(again.columns()).singleElement().satisfies(one -> assertThat(one.cards())
                .hasSize(31));
    }
}
