package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.SampleVariables;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.TimeDate;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Every form of every model, drawn by Tasklist for a person: Russian whatever is chosen in it, and without a fault of WCAG 2.1 A or AA. */
class EveryFormInTheBrowserTest extends BrowserTest {

    /** Names and file formats that stand in Latin on forms. */
    private static final Pattern NAMES = Pattern.compile("\\b(?:email|html)\\b");

    private static final Pattern EXPRESSION = Pattern.compile("\\s*\\$\\{(\\w+)}\\s*");

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private TransactionTemplate transaction;

    private final List<String> instances = new ArrayList<>();

    @AfterEach
    void endWhatWasOnlyShown() {
        instances.forEach(id -> runtime.deleteProcessInstance(id, "shown", true, false, true));
    }

    private record FormTask(String name, String id, String person) {}

    /** Each task begins where it stands, without what its model does before it. */
    private List<FormTask> begin(Deal deal) throws IOException {
        List<FormTask> begun = new ArrayList<>();
        for (ProcessDefinition model :
                repository.createProcessDefinitionQuery().latestVersion().list()) {
            for (UserTask task :
                    repository.getBpmnModelInstance(model.getId()).getModelElementsByType(UserTask.class)) {
                String person = person(task, deal);
                begun.add(new FormTask(
                        model.getKey() + " / " + task.getName(), begin(model, task, deal, person), person));
            }
        }
        return begun;
    }

    private String begin(ProcessDefinition model, UserTask task, Deal deal, String assignee) throws IOException {
        Map<String, Object> variables = samples(model, task);
        variables.put("dealNumber", deal.number());
        for (String person : List.of("dealOwner", "clientOwner", "leadOwner")) {
            variables.put(person, deal.owner());
        }
        addDays(task, variables);
        String instance = runtime.createProcessInstanceById(model.getId())
                .businessKey(deal.number())
                .setVariables(variables)
                .startBeforeActivity(task.getId())
                .execute(true, true)
                .getId();
        instances.add(instance);
        Task open = tasks.createTaskQuery().processInstanceId(instance).singleResult();
        tasks.setAssignee(open.getId(), assignee);
        return open.getId();
    }

    private static String person(UserTask task, Deal deal) {
        return switch (String.valueOf(task.getCamundaCandidateGroups())) {
            case "underwriters" -> "underwriter";
            case "lawyers" -> "lawyer";
            case "heads" -> "head";
            default -> deal.owner();
        };
    }

    /** What the timers around the task wait for: a day that does not come while it is shown. */
    private static void addDays(UserTask task, Map<String, Object> variables) {
        for (ModelElementInstance timer : task.getModelInstance().getModelElementsByType(TimeDate.class)) {
            Matcher name = EXPRESSION.matcher(timer.getTextContent());
            if (name.matches()) {
                variables.put(name.group(1), Date.from(Instant.now().plus(Duration.ofDays(30))));
            }
        }
    }

    private Map<String, Object> samples(ProcessDefinition model, UserTask task) throws IOException {
        String form = task.getCamundaFormRef();
        assertThat(form).as(model.getKey() + " / " + task.getId()).isNotNull();
        String resource = repository.getDeploymentResourceNames(model.getDeploymentId()).stream()
                .filter(name -> name.endsWith(".form"))
                .filter(name -> form.equals(name.replaceFirst("^.*forms/", "")
                        .replaceFirst("\\.form$", "")
                        .replace('/', '-')))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no form " + form));
        try (InputStream stream = repository.getResourceAsStream(model.getDeploymentId(), resource)) {
            return SampleVariables.of(stream);
        }
    }

    /** A window of Tasklist that takes its shape at once. */
    private Page deskOf(String person) {
        Page page = signedOn(person);
        page.addStyleTag(new Page.AddStyleTagOptions().setContent("* { transition: none !important }"));
        return page;
    }

    /** @return whether the task's form appears in the stead of the former one */
    private static boolean open(Page page, FormTask task) {
        page.evaluate("() => document.querySelectorAll('.fjs-form').forEach(form => form.dataset.seen = 'yes')");
        page.navigate(address("/camunda/app/tasklist/default/#/?detailsTab=task-detail-form&task=" + task.id()));
        try {
            page.locator(".fjs-form:not([data-seen]) .fjs-form-field:visible")
                    .first()
                    .waitFor();
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    @Test
    void everyFormIsRussianAndOpenToEverybody() throws IOException {
        Client client = clients.findOrCreate(null, "ООО «Все формы»");
        Deal deal = transaction.execute(status -> deals.open(client, null, Stage.NEEDS_ANALYSIS));
        List<FormTask> all = begin(deal);
        assertThat(all).hasSizeGreaterThan(30);

        Map<String, Page> desks = new HashMap<>();
        SoftAssertions softly = new SoftAssertions();
        for (FormTask task : all) {
            Page page = desks.computeIfAbsent(task.person(), this::deskOf);
            if (!open(page, task)) {
                softly.fail(task.name() + " is not drawn");
                screenshot(page, "form-not-drawn");
                continue;
            }
            softly.assertThat(Inspection.english(page, NAMES)).as(task.name()).isEmpty();
            softly.assertThat(Inspection.violations(page, ".fjs-form"))
                    .as(task.name())
                    .isEmpty();
            Locator options = page.locator(".fjs-form").getByRole(AriaRole.RADIO);
            for (int option = 0; option < options.count(); option++) {
                // What is chosen shows other fields, and the form draws itself anew.
                options.nth(option).evaluate("radio => radio.click()");
                page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
                softly.assertThat(Inspection.english(page, NAMES))
                        .as(task.name() + " when chosen")
                        .isEmpty();
            }
            page.setViewportSize(390, 844);
            softly.assertThat(Inspection.beyondTheEdge(page, ".fjs-form"))
                    .as(task.name() + " on a telephone")
                    .isEmpty();
            page.setViewportSize(1280, 1000);
            softly.assertThat(consoleErrors()).as(task.name()).isEmpty();
            consoleErrors().clear();
        }
        Page page = desks.get(deal.owner());
        page.navigate(address("/camunda/app/tasklist/default/#/?task=00000000-0000-0000-0000-000000000000"));
        assertThat(page.getByText("Этой задачи больше нет").first()).isVisible();
        softly.assertThat(Inspection.english(page, NAMES))
                .as("a task that is over")
                .isEmpty();
        softly.assertAll();
    }
}
