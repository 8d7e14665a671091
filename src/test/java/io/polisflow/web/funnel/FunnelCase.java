package io.polisflow.web.funnel;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.funnel.Funnel;
import io.polisflow.process.ProcessTest;
import io.polisflow.web.funnel.FunnelPages.Board;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** A manager of their own with deals of chosen stages and premiums, and the board that they see. */
abstract class FunnelCase extends ProcessTest {

    @Autowired
    protected FunnelPages pages;

    @Autowired
    protected Funnel funnel;

    @Autowired
    protected JdbcTemplate jdbc;

    @Autowired
    protected DealMoves moves;

    @Autowired
    protected TouchCalendar calendar;

    /** Nobody else's: the database is shared. */
    protected String owner;

    protected Client client;

    @BeforeEach
    void aManagerOfTheirOwn() {
        owner = "m-" + UUID.randomUUID();
        client = clients.findOrCreate(freshInn(), "ООО «Ёлка " + owner + "»");
        signOn(owner, "sales");
    }

    @AfterEach
    void asDelivered() {
        SecurityContextHolder.clearContext();
        jdbc.update("delete from stage_probability where revision > 0");
    }

    protected void signOn(String user, String group) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(user, "", "ROLE_" + group));
    }

    /** @param premium rubles, null before there is a proposal */
    protected String deal(Stage stage, String premium) {
        Deal deal = transaction.execute(status -> deals.open(clients.get(client.id()), null, stage));
        jdbc.update("update deal set owner = ? where id = ?", owner, deal.id());
        premium(deal.number(), premium);
        return deal.number();
    }

    protected void premium(String number, String rubles) {
        jdbc.update(
                "update deal_figures set premium = ? where deal_id = (select id from deal where number = ?)",
                rubles == null ? null : new BigDecimal(rubles),
                number);
    }

    /** A deal whose models run: its first task is «Собрать КП». */
    protected String runningDeal() {
        String number = dealOf(webForm(freshInn()));
        signOn(deal(number).owner(), "sales");
        return number;
    }

    protected void planCallOn(String number) {
        transaction.executeWithoutResult(status -> calendar.plan(
                number, new Plan(Activity.Kind.CALL, LocalDateTime.now(clock).plusHours(3), null, null, null)));
    }

    protected DealAddress address(String... parameters) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            named.put(parameters[i], parameters[i + 1]);
        }
        return pages.address(named);
    }

    protected Board board(String... parameters) {
        return pages.board(address(parameters));
    }

    protected static List<String> numbers(Board board) {
        return board.columns().stream()
                .flatMap(column -> column.cards().stream())
                .map(DealRow::number)
                .toList();
    }

    protected static DealRow card(Board board, String number) {
        return board.columns().stream()
                .flatMap(column -> column.cards().stream())
                .filter(card -> card.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    protected String refusal(String number, Stage to) {
        return moves.of(number).stream()
                .filter(move -> move.to() == to)
                .findFirst()
                .orElseThrow()
                .refusal();
    }
}
