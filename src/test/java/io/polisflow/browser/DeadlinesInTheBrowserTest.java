package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Priority;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import io.polisflow.fixtures.SampleDeadlines;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/** The supervisor sees a task become overdue, in the workspace and in Cockpit, gives it to somebody else together with another, and it leaves. */
class DeadlinesInTheBrowserTest extends BrowserTest {

    private static final String PROCESS = "client-liquidation";
    private static final String STEP = "Task_DecideOnDeal";

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService management;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final List<String> instances = new ArrayList<>();

    @AfterEach
    void tasksGo() {
        instances.forEach(instance -> {
            if (runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0) {
                runtime.deleteProcessInstance(instance, "done with");
            }
        });
    }

    private Task task(String client) {
        String deal =
                transaction.execute(status -> deals.open(clients.findOrCreate(null, client), null, Stage.NEEDS_ANALYSIS)
                        .number());
        String instance = runtime.createProcessInstanceByKey(PROCESS)
                .businessKey(deal)
                .setVariable("dealOwner", null)
                .startBeforeActivity(STEP)
                .execute(true, false)
                .getId();
        instances.add(instance);
        Task task = tasks.createTaskQuery().processInstanceId(instance).singleResult();
        tasks.setAssignee(task.getId(), "manager");
        return task;
    }

    /** Of an urgent deal, so that the head is told at once and not by the next digest. */
    private Task lateTask(String client) {
        Task task = task(client);
        String deal = dealOf(task);
        transaction.executeWithoutResult(status -> deals.prioritise(deal, Priority.URGENT, "Клиент торопит"));
        tasks.setDueDate(task.getId(), Date.from(Instant.now().minus(Duration.ofDays(4))));
        return task;
    }

    private String dealOf(Task task) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .singleResult()
                .getBusinessKey();
    }

    /** What comes by itself every few minutes. */
    private void deadlinesAreLookedThrough() {
        management.executeJob(management
                .createJobQuery()
                .processDefinitionKey("deadline-watch")
                .activityId("Start_Round")
                .singleResult()
                .getId());
    }

    private Date due(Task task) {
        return tasks.createTaskQuery().taskId(task.getId()).singleResult().getDueDate();
    }

    private static Locator rows(Page page) {
        return page.locator(".rows tbody tr");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static void openTile(Page page, String tile) {
        page.locator(".tiles a")
                .filter(new Locator.FilterOptions().setHasText(tile))
                .click();
    }

    private void doneInTimeAndLate() {
        for (int days = 1; days < 80; days++) {
            Instant at = Instant.now().minus(Duration.ofDays(days));
            SampleDeadlines.event(jdbc, Kind.TASK_CREATED, PROCESS, "sales", at, null);
            SampleDeadlines.event(
                    jdbc, Kind.TASK_COMPLETED, PROCESS, "sales", at, at.plus(Duration.ofHours(days % 3 - 1L)));
        }
    }

    @Test
    void anOverdueTaskIsSeenGivenAwayAndGone() {
        Task first = lateTask("ООО «Первый срок»");
        String firstDeal = dealOf(first);
        deadlinesAreLookedThrough();
        doneInTimeAndLate();

        Page page = signedOn("supervisor");
        page.navigate(address("/crm/deadlines?process=" + PROCESS));
        assertThat(page.locator(".trend svg")).isVisible();
        openTile(page, "просрочено");
        assertThat(page).hasURL(Pattern.compile(".*state=overdue.*"));
        assertThat(rows(page)).hasCount(1);
        assertThat(rows(page)).containsText("ООО «Первый срок»");
        assertThat(rows(page)).containsText("сообщили супервизорам");

        // What comes meanwhile is shown without loading anew, and what was marked stays so.
        rows(page).locator("input").check();
        page.evaluate("document.querySelector('[data-part]').dataset.refresh = '1';"
                + "document.dispatchEvent(new Event('visibilitychange'))");
        Task second = lateTask("ООО «Второй срок»");
        String secondDeal = dealOf(second);
        assertThat(rows(page)).hasCount(2);
        assertThat(page.locator("[data-marked]")).hasText("1");
        assertThat(Inspection.violations(page)).isEmpty();
        looksRight(page, "deadlines");
        page.goBack();
        assertThat(page).hasURL(Pattern.compile(".*/crm/deadlines\\?process=" + PROCESS + "$"));

        // The same in Cockpit, behind a shadow root.
        page.navigate(address("/camunda/app/cockpit/default/#/dashboard"));
        assertThat(page.locator(".tiles a").filter(new Locator.FilterOptions().setHasText("просрочено")))
                .isVisible();
        screenshot(page, "deadlines-cockpit-dashboard");
        page.locator("a")
                .filter(new Locator.FilterOptions().setHasText("Сроки"))
                .first()
                .click();
        assertThat(page.locator(".deadlines h1")).hasText("Сроки");
        page.locator("select[name=process]").selectOption(PROCESS);
        assertThat(page).hasURL(Pattern.compile(".*#/deadlines\\?.*process=" + PROCESS + ".*"));
        openTile(page, "просрочено");
        assertThat(page).hasURL(Pattern.compile(".*#/deadlines\\?.*state=overdue.*"));
        assertThat(rows(page)).hasCount(2);
        assertThat(Inspection.violations(page, ".polisflow-deadlines")).isEmpty();
        screenshot(page, "deadlines-cockpit");
        theBadgeOnTheDiagramLeadsToItsTasks(page);
        page.locator("[data-all]").check();
        cockpitLooksAtItsAddress(page);
        assertThat(page.locator("input[name=task]:checked")).hasCount(2);
        button(page, "Переназначить…").click();
        assertThat(page.locator(".deadlines h1")).containsText("Ждёт подтверждения");
        cockpitLooksAtItsAddress(page);
        assertThat(page.locator(".deadlines h1")).containsText("Ждёт подтверждения");
        page.locator("select[name=target]").selectOption("manager2");
        assertThat(Inspection.violations(page, ".polisflow-deadlines")).isEmpty();
        screenshot(page, "deadlines-bulk-confirm");
        button(page, "Переназначить: 2").click();
        assertThat(page.locator(".deadlines h1")).containsText("Выполнено");
        assertThat(page.locator(".tallies")).containsText("сделано: 2");
        screenshot(page, "deadlines-bulk-report");
        assertThat(tasks.createTaskQuery().taskId(first.getId()).singleResult().getAssignee())
                .isEqualTo("manager2");

        theHeadHasOneLetterOf(firstDeal);

        // What is done is no deadline any more.
        for (String deal : List.of(firstDeal, secondDeal)) {
            answered(
                    "manager2",
                    deal,
                    STEP,
                    Map.of("liquidationDecision", "continue", "decisionComment", "Платит управляющий"));
        }
        page.navigate(address("/crm/deadlines?process=" + PROCESS + "&state=overdue"));
        assertThat(page.locator("main")).containsText("По этому фильтру ничего нет");
        page.navigate(address("/crm/deadlines/incidents"));
        assertThat(Inspection.violations(page)).isEmpty();
        looksRight(page, "deadlines-incidents");
        assertThat(consoleErrors()).isEmpty();
    }

    /** What Cockpit does at any time by itself, e.g. when one of its requests is answered: its router may draw the page anew. */
    private static void cockpitLooksAtItsAddress(Page page) {
        page.evaluate("angular.element(document.querySelector('[ng-view]')).injector().get('$rootScope').$apply()");
        page.waitForFunction("() => document.querySelector('.polisflow-deadlines') !== null");
    }

    private void theHeadHasOneLetterOf(String deal) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String mailbox = RestClient.create(address("/sandbox/mail/messages"))
                    .get()
                    .retrieve()
                    .body(String.class);
            List<JsonNode> letters = new ArrayList<>();
            new ObjectMapper().readTree(mailbox).forEach(letter -> {
                if (letter.path("to").toString().contains("head@")
                        && letter.path("text").asText().contains(deal)) {
                    letters.add(letter);
                }
            });
            assertThat(letters).hasSize(1);
        });
    }

    @Test
    void aDayOffMovesDeadlinesOnceItHasBeenPreviewed() {
        Task task = task("ООО «Срок по календарю»");
        Date before = due(task);
        LocalDate day = before.toInstant().atZone(ZoneId.of("Europe/Moscow")).toLocalDate();

        Page page = signedOn("admin");
        page.navigate(address("/crm/calendars/ru/" + day.getYear()));
        String preview = dayBecomes(page, day, "OFF");
        assertThat(preview).matches("(?s)Сдвин[еу]тся \\d+ срок.* 0 раньше, [1-9]\\d* позже.*");
        assertThat(due(task)).isEqualTo(before);
        looksRight(page, "calendar-moves");
        page.click("[data-enter]");
        assertThat(page.locator(".saved")).containsText("Календарь введён в действие");
        assertThat(due(task)).isAfter(before);

        dayBecomes(page, day, "");
        page.click("[data-enter]");
        assertThat(page.locator(".saved")).containsText("Календарь введён в действие");
        assertThat(due(task)).isEqualTo(before);
        assertThat(consoleErrors()).isEmpty();
    }

    /** @return what the preview says */
    private static String dayBecomes(Page page, LocalDate day, String kind) {
        // Before its scripts have run, a click on a day opens nothing.
        page.waitForLoadState();
        page.locator("[data-date='" + day + "']").click();
        page.check("#day input[value='" + kind + "']");
        if (!kind.isEmpty()) {
            page.fill("#day input[name=name]", "Дата для проверки");
        }
        page.click("#day button[type=submit]");
        page.fill("input[name=source]", "Приказ");
        page.click("[data-look]");
        return page.locator(".moves").textContent();
    }

    private void theBadgeOnTheDiagramLeadsToItsTasks(Page page) {
        String definition = runtime.createProcessInstanceQuery()
                .processInstanceId(instances.get(0))
                .singleResult()
                .getProcessDefinitionId();
        page.navigate(address("/camunda/app/cockpit/default/#/process-definition/" + definition + "/runtime"));
        Locator badge = page.locator("a.polisflow-badge");
        assertThat(badge).containsText("! 2");
        page.locator(".polisflow-diagram-panel select").first().selectOption("count");
        assertThat(page.locator(".heat-told")).containsText(Pattern.compile("Сколько раз|ничего не прошло"));
        assertThat(Inspection.violations(page, ".polisflow-diagram-panel")).isEmpty();
        screenshot(page, "deadlines-diagram");
        badge.click();
        assertThat(page).hasURL(Pattern.compile(".*#/deadlines\\?.*step=.*" + STEP + ".*"));
        assertThat(rows(page)).hasCount(2);
    }
}
