package io.polisflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.init;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.crm.request.Requests;
import io.polisflow.fixtures.FakeContractPorts.FakeDocumentExchange;
import io.polisflow.fixtures.FakeContractPorts.FakePolicyAdministration;
import io.polisflow.fixtures.FakePorts;
import io.polisflow.fixtures.FakePorts.FakeMail;
import io.polisflow.fixtures.FakePorts.FakeRegistry;
import io.polisflow.fixtures.FakePorts.FakeUnderwriting;
import io.polisflow.fixtures.MovableClock;
import io.polisflow.fixtures.ShownForm;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.spin.Spin;
import org.camunda.spin.plugin.variable.SpinValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole application on H2 with real models, delegates and CRM; only the ports are faked, and jobs run when told. */
@SpringBootTest
@ActiveProfiles("test")
@Import(FakePorts.class)
public abstract class ProcessTest {

    private static final AtomicLong SERIAL = new AtomicLong();

    @Autowired
    protected ProcessEngine engine;

    @Autowired
    protected RuntimeService runtime;

    @Autowired
    protected TaskService tasks;

    @Autowired
    protected FormService forms;

    @Autowired
    protected ManagementService management;

    @Autowired
    protected IdentityService identity;

    @Autowired
    protected RequestInbox inbox;

    @Autowired
    protected Requests requests;

    @Autowired
    protected Clients clients;

    @Autowired
    protected Deals deals;

    @Autowired
    private DealProcess dealProcess;

    @Autowired
    protected Proposals proposals;

    @Autowired
    protected Letters letters;

    @Autowired
    protected Journal journal;

    @Autowired
    protected TransactionTemplate transaction;

    @Autowired
    protected MovableClock clock;

    @Autowired
    protected FakeRegistry registry;

    @Autowired
    protected FakeUnderwriting underwriting;

    @Autowired
    protected FakeMail mail;

    @Autowired
    protected FakeDocumentExchange exchange;

    @Autowired
    protected FakePolicyAdministration policySystem;

    @BeforeEach
    void freshWorld() {
        init(engine);
        clock.reset();
        registry.reset();
        underwriting.reset();
        mail.reset();
        exchange.reset();
        policySystem.reset();
    }

    @AfterEach
    void signOff() {
        identity.clearAuthentication();
        // The engine's clock is one for the whole virtual machine: the next test class may want the real time.
        ClockUtil.reset();
    }

    /** A valid INN that no test has used. */
    protected static String freshInn() {
        String nine = "%09d".formatted(770_000_000 + SERIAL.incrementAndGet());
        int[] weights = {2, 4, 10, 3, 5, 9, 4, 6, 8};
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += weights[i] * (nine.charAt(i) - '0');
        }
        return nine + sum % 11 % 10;
    }

    /** A request as the web form sends it, good in every field. */
    public static IncomingRequest webForm(String inn) {
        return webForm(inn, UUID.randomUUID().toString());
    }

    protected static IncomingRequest webForm(String inn, String submissionId) {
        long serial = SERIAL.incrementAndGet();
        return new IncomingRequest(
                Channel.WEBFORM,
                submissionId,
                inn,
                "ООО «Ромашка " + serial + "»",
                "Пётр Петров",
                null,
                "petrov" + serial + "@romashka.example",
                "property",
                "Склад в Подольске",
                "Пожар, залив",
                "10 000 000",
                "2027-01-01",
                null,
                "Перезвоните после обеда",
                true,
                List.of(),
                new RawMessage("webform.json", "application/json", "{}".getBytes(StandardCharsets.UTF_8)),
                List.of(),
                List.of(),
                null);
    }

    /** The same request with one field otherwise. */
    public static IncomingRequest with(IncomingRequest in, String field, String value) {
        return new IncomingRequest(
                in.channel(),
                in.externalId(),
                field.equals("inn") ? value : in.inn(),
                field.equals("companyName") ? value : in.companyName(),
                in.contactName(),
                field.equals("phone") ? value : in.phone(),
                field.equals("email") ? value : in.email(),
                field.equals("product") ? value : in.product(),
                in.object(),
                field.equals("risks") ? value : in.risks(),
                field.equals("sumInsured") ? value : in.sumInsured(),
                field.equals("startsOn") ? value : in.startsOn(),
                in.subject(),
                field.equals("text") ? value : in.text(),
                field.equals("consent") ? Boolean.valueOf(value) : in.consent(),
                in.problems(),
                in.raw(),
                in.files(),
                in.replyTo(),
                null);
    }

    /** Receives the request and tells the number of its deal. */
    protected String dealOf(IncomingRequest in) {
        return dealOf(inbox.receive(in));
    }

    protected String dealOf(Receipt receipt) {
        return transaction.execute(status -> requestOf(receipt).deal().number());
    }

    protected io.polisflow.crm.request.InsuranceRequest requestOf(Receipt receipt) {
        return requests.get(Long.parseLong(receipt.requestNumber().substring(7)));
    }

    protected Deal deal(String number) {
        return deals.get(number);
    }

    /** The deal is that manager's from now on, whoever got it when it was opened. */
    protected void giveTo(String owner, String number) {
        if (!deal(number).owner().equals(owner)) {
            transaction.executeWithoutResult(status -> dealProcess.handOver(number, owner));
        }
    }

    /** Does something as a signed-on user with their groups, authorizations and all. */
    protected void as(String user, Runnable work) {
        List<String> groups = identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList();
        identity.setAuthentication(user, groups);
        try {
            work.run();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** The one open task of that element in the deal (or, before there is one, in the request). */
    protected Task task(String businessKey, String elementId) {
        Task task = tasks.createTaskQuery()
                .processInstanceBusinessKey(businessKey)
                .taskDefinitionKey(elementId)
                .singleResult();
        assertThat(task).as(elementId + " in " + businessKey).isNotNull();
        return task;
    }

    protected boolean isOpen(String businessKey, String elementId) {
        return tasks.createTaskQuery()
                        .processInstanceBusinessKey(businessKey)
                        .taskDefinitionKey(elementId)
                        .count()
                > 0;
    }

    /** Submits a task's form as that user, as Tasklist does; the form has to find all that it shows. */
    protected void complete(String user, String businessKey, String elementId, Map<String, Object> values) {
        String id = task(businessKey, elementId).getId();
        assertThat(ShownForm.missing(forms.getDeployedTaskForm(id), tasks.getVariables(id)))
                .as("what the form of " + elementId + " does not find")
                .isEmpty();
        as(user, () -> forms.submitTaskForm(id, values));
    }

    /** Key, value, key, value …; lists become what a dynamic list submits. */
    protected static Map<String, Object> with(Object... keysAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            values.put((String) keysAndValues[i], value instanceof List<?> list ? json(list) : value);
        }
        return values;
    }

    /** The owner of a deal assembles a proposal for property of that discount in percent, which then waits for its underwriter. */
    protected void propose(String deal, int discount) {
        String owner = deal(deal).owner();
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_ASSEMBLE_PROPOSAL,
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        List.of(with(
                                "product",
                                "property",
                                "object",
                                "Склад",
                                "sumInsured",
                                "10000000",
                                "discount",
                                discount))));
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_FILL_RISK_PARAMETERS,
                with(
                        "parameters",
                        riskParameters(deal, List.of("warehouse", "Подольск, Складская, 1", "1200", "2010", "true"))));
        runJob(deal, ProposalPreparation.TASK_CALCULATE_PREMIUM);
        complete(owner, deal, ProposalPreparation.TASK_REVIEW_CALCULATION, with("calculation", "accept"));
    }

    /** Fills the rows that «Заполнить параметры риска» shows, each in the field that it names, as Tasklist would send them. */
    protected List<Map<String, Object>> riskParameters(String deal, List<String> values) {
        String taskId =
                task(deal, ProposalPreparation.TASK_FILL_RISK_PARAMETERS).getId();
        List<Map<String, Object>> rows = new ArrayList<>();
        Spin.JSON(String.valueOf(tasks.getVariable(taskId, "parameters")))
                .elements()
                .forEach(shown -> {
                    String field = shown.prop("field").stringValue();
                    rows.add(with(
                            "title",
                            shown.prop("title").stringValue(),
                            "field",
                            field,
                            field,
                            values.get(rows.size())));
                });
        return rows;
    }

    private static Object json(List<?> list) {
        return SpinValues.jsonValue(Spin.JSON(list).toString()).create();
    }

    protected static Map<String, Object> variables(Object... keysAndValues) {
        return Variables.fromMap(with(keysAndValues));
    }

    /** Runs the one waiting job of that element. */
    protected void runJob(String businessKey, String elementId) {
        management.executeJob(job(businessKey, elementId).getId());
    }

    protected Job job(String businessKey, String elementId) {
        List<Job> found = runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).list().stream()
                .flatMap(instance ->
                        management
                                .createJobQuery()
                                .processInstanceId(instance.getId())
                                .activityId(elementId)
                                .list()
                                .stream())
                .toList();
        assertThat(found).as("job of " + elementId + " in " + businessKey).hasSize(1);
        return found.get(0);
    }

    protected ProcessInstance instance(String processKey, String businessKey) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(processKey)
                .processInstanceBusinessKey(businessKey)
                .singleResult();
    }

    protected boolean ended(String businessKey, String endEvent) {
        return engine
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(businessKey)
                .list()
                .stream()
                .anyMatch(instance -> engine.getHistoryService()
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .activityId(endEvent)
                                .count()
                        > 0);
    }

    protected List<String> history(String dealNumber) {
        return journal.of(dealNumber).stream().map(entry -> entry.text()).toList();
    }
}
