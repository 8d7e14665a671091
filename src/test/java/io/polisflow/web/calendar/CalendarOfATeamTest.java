package io.polisflow.web.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Renewals;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.crm.request.Requests;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import io.polisflow.web.calendar.CalendarAddress.View;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.ContextConfiguration;

/** A large team's calendar asks the database no more often than a small one's, the engine's own statements counted too. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class CalendarOfATeamTest extends DatabaseTest {

    /** A week that no other test fills. */
    private static final LocalDate MONDAY = LocalDate.of(2028, 5, 15);

    private static final List<String> PRODUCTS = List.of("property", "cargo", "general-liability");
    private static final int MOST_STATEMENTS = 20;

    @Autowired
    private CalendarPages pages;

    @Autowired
    private TouchCalendar touches;

    @Autowired
    private Policies policies;

    @Autowired
    private Renewals renewals;

    @Autowired
    private RequestInbox inbox;

    @Autowired
    private Requests requests;

    @Autowired
    private TaskService tasks;

    @BeforeEach
    void aHeadLooks() {
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(
                        "head", "", AuthorityUtils.createAuthorityList("ROLE_heads")));
    }

    @AfterEach
    void signOff() {
        SecurityContextHolder.clearContext();
    }

    private void fill(int day) {
        LocalDateTime at = MONDAY.plusDays(day).atTime(10, 0);
        Deal deal = dealWithATask(at);
        for (int hour = 0; hour < 4; hour++) {
            touches.plan(deal.number(), new Plan(Activity.Kind.CALL, at.plusHours(hour), null, null, "О цене"));
        }
        transaction.executeWithoutResult(status -> {
            String product = PRODUCTS.get(day % PRODUCTS.size());
            var policy = policies.recordIssued(new Policies.Issue(
                    "P-" + deal.number(),
                    deal.number() + ":1",
                    deal.number(),
                    "DOG-" + deal.number(),
                    1,
                    product,
                    "Склад",
                    new BigDecimal("1000.00"),
                    BigDecimal.ZERO,
                    new BigDecimal("100.00"),
                    MONDAY.plusDays(day + 46).minusYears(1),
                    MONDAY.plusDays(day + 45)));
            renewals.register(policy.id());
            renewals.plan(policy.id(), 45);
        });
    }

    /** A request from the site has made the deal, and the model has given its manager a task. */
    private Deal dealWithATask(LocalDateTime due) {
        Receipt receipt = inbox.receive(ProcessTest.webForm(null));
        Deal deal = transaction.execute(status ->
                deals.get(requests.get(Long.parseLong(receipt.requestNumber().substring(7)))
                        .deal()
                        .number()));
        Task task = tasks.createTaskQuery()
                .processInstanceBusinessKey(deal.number())
                .taskAssignee(deal.owner())
                .singleResult();
        task.setDueDate(Date.from(due.atZone(clock.getZone()).toInstant()));
        tasks.saveTask(task);
        return deal;
    }

    private CalendarPages.Page page(View view) {
        return pages.page(new CalendarAddress(view, MONDAY, CalendarAddress.TEAM));
    }

    private List<TimeGrid.Column> columns(View view) {
        return page(view).grid().columns();
    }

    private int statements(View view) {
        return BreakingDataSource.statementsOf(() -> page(view));
    }

    @Test
    void aFullerWeekAsksNoMoreOften() {
        fill(0);
        for (View view : View.values()) {
            statements(view);
        }
        List<Integer> few = List.of(statements(View.DAY), statements(View.WEEK), statements(View.MONTH));
        for (int i = 0; i < 12; i++) {
            fill(i % 5);
        }
        assertThat(columns(View.WEEK).stream()
                        .mapToInt(column -> column.placed().size())
                        .sum())
                .isGreaterThan(20);
        assertThat(columns(View.DAY).stream().flatMap(column -> column.wholeDay().stream()))
                .extracting(Entry::source)
                .contains(Entry.Source.RENEWAL, Entry.Source.DEADLINE);

        assertThat(List.of(statements(View.DAY), statements(View.WEEK), statements(View.MONTH)))
                .isEqualTo(few)
                .allMatch(count -> count <= MOST_STATEMENTS);
    }
}
