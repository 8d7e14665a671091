package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.Requests;
import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.process.ProcessTest;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A manager sees at a glance how a deadline stands, stops its clock with a reason while the client owes an answer, and goes on. */
class DeadlineInTheBrowserTest extends BrowserTest {

    @Autowired
    private RequestInbox inbox;

    @Autowired
    private Requests requests;

    @Autowired
    private TaskService tasks;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    private record Work(String task, String deal, String owner) {}

    /** «Собрать КП», which was due a week ago. */
    private Work lateWork() {
        String receipt = inbox.receive(ProcessTest.webForm("7736050003")).requestNumber();
        Work begun = transaction.execute(status -> {
            Deal deal = requests.get(Long.parseLong(receipt.substring(7))).deal();
            return new Work(null, deal.number(), deal.owner());
        });
        Task task = Awaitility.await()
                .until(
                        () -> tasks.createTaskQuery()
                                .processInstanceBusinessKey(begun.deal())
                                .taskDefinitionKey("Task_AssembleProposal")
                                .singleResult(),
                        found -> found != null);
        Instant now = Instant.now();
        PlantedDeadline.task(task.getId(), task.getName(), now.minus(Duration.ofDays(9)))
                .with("element", "Task_AssembleProposal")
                .with("deal_number", begun.deal())
                .with("instance_id", task.getProcessInstanceId())
                .with("owner", begun.owner())
                .with("task_group", "sales")
                .with("assignee", task.getAssignee())
                .with("taken_at", now.minus(Duration.ofDays(9)))
                .with("warn_at", now.minus(Duration.ofDays(8)))
                .with("due_at", now.minus(Duration.ofDays(7)))
                .in(jdbc);
        return new Work(task.getId(), begun.deal(), begun.owner());
    }

    @Test
    void aClockIsStoppedWithAReasonAndGoesOn() {
        Work work = lateWork();
        Page page = signedOn(work.owner());
        page.navigate(address("/camunda/app/tasklist/default/#/?task=" + work.task()));
        Locator marks = page.locator(".polisflow-task-marks .mark");
        assertThat(marks.first()).containsText("Просрочено на ");
        screenshot(page, "deadline-marks");
        assertThat(Inspection.violations(page, ".polisflow-task-marks")).isEmpty();

        page.locator(".nav-tabs a", new Page.LocatorOptions().setHasText("Срок"))
                .first()
                .click();
        FrameLocator tab = page.frameLocator("iframe.polisflow-tab[title='Срок']");
        button(tab, "Ждём клиента…").press("Enter");
        Locator reason = tab.getByLabel("Почему").first();
        assertThat(reason).isFocused();
        reason.fill("");
        button(tab, "Остановить").press("Enter");
        assertThat(reason).hasAttribute("aria-invalid", "true");
        assertThat(reason).isFocused();
        assertThat(tab.locator("dialog[open] .problem")).containsText("почему");
        screenshot(page, "deadline-reason");
        reason.fill("ждём оценку склада");
        button(tab, "Остановить").press("Enter");

        assertThat(tab.locator(".marks")).containsText("Часы стоят: ждём оценку склада");
        assertThat(tab.locator(".history")).containsText("часы остановлены");
        assertThat(marks.first()).containsText("Часы стоят: ждём оценку склада");
        assertThat(page.locator("li.task .mark").first()).containsText("Часы стоят: ждём оценку склада");
        screenshot(page, "deadline-stopped");
        Page alone = signedOn(work.owner());
        alone.navigate(address("/crm/tasks/" + work.task() + "/deadline"));
        looksRight(alone, "deadline-tab");
        button(tab, "Продолжить").click();
        assertThat(tab.locator(".history")).containsText("часы пошли снова");
        alone.navigate(address("/crm/deals/" + work.deal()));
        assertThat(alone.locator("main .marks")).containsText("Просрочено");
        screenshot(alone, "deadline-deal");
        alone.locator("[data-dialog=priority]").click();
        assertThat(alone.locator("[data-moves]")).containsText("срок");
        screenshot(alone, "deadline-priority");
    }

    private static Locator button(FrameLocator frame, String name) {
        return frame.getByRole(
                AriaRole.BUTTON,
                new FrameLocator.GetByRoleOptions().setName(name).setExact(true));
    }
}
