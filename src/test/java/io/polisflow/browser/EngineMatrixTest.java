package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.ProcessTest;
import io.polisflow.security.access.AccessPeople;
import io.polisflow.security.access.Asker;
import io.polisflow.security.access.EngineAddresses;
import io.polisflow.security.access.RunningMappings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads everything that the engine's REST API and the web apps' own can be asked for, as people who do not see a deal. */
class EngineMatrixTest extends BrowserTest {

    private static final Path REPORT = Path.of("target", "access-matrix-engine.md");

    /** Each of them is a kind of its own of not seeing the deal. */
    private static final List<Asker> BLIND =
            List.of(Asker.STRANGER, Asker.LAWYER, Asker.OTHER_HEAD, Asker.ANALYST, Asker.ADMINISTRATOR, Asker.PROGRAM);

    /** The resources are the same; here it is their guards in front that are tried. */
    private static final List<Asker> BLIND_IN_WEB_APPS = List.of(Asker.ANALYST, Asker.ADMINISTRATOR);

    @Autowired
    private ApplicationContext application;

    @Autowired
    private RequestInbox inbox;

    @Autowired
    private Requests requests;

    @Autowired
    private DealProcess process;

    @Autowired
    private TaskService tasks;

    @Autowired
    private TransactionTemplate transaction;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, String> report = new TreeMap<>();

    private AccessPeople people;
    private Set<String> secrets;
    private Map<String, String> ids;

    @Test
    void nobodyReadsOfADealInTheEngineWhatTheyDoNotSeeInTheCrm() throws Exception {
        people = new AccessPeople(application);
        people.settle(Instant.now());
        try {
            aDeal();
            List<String> leaks = new ArrayList<>();
            Set<String> proven = new TreeSet<>();
            for (String address : addresses()) {
                String asked = filledIn(address);
                assertThat(ask(asked, Asker.ANONYMOUS).statusCode()).as(address).isEqualTo(401);
                if (!address.contains("/api/engine/") && tells(asked, Asker.SUPERVISOR)) {
                    proven.add(address);
                }
                for (Asker asker : address.startsWith("/engine-rest") ? BLIND : BLIND_IN_WEB_APPS) {
                    if (tells(asked, asker)) {
                        leaks.add(asker.title() + ": " + address);
                    }
                }
            }
            assertThat(leaks)
                    .as("what tells of a deal to people who do not see it")
                    .isEmpty();
            // Or they would have been asked for nothing that tells of the deal at all.
            assertThat(proven).hasSizeGreaterThan(20);
        } finally {
            people.leave();
            Files.write(
                    REPORT,
                    report.entrySet().stream()
                            .map(line -> "| " + line.getKey() + " | " + line.getValue() + " |")
                            .toList());
        }
    }

    @Test
    void whatASandboxAddsLiesBelowItsOwnAddress() {
        assertThat(RunningMappings.withoutRow(application))
                .as("addresses that no profile but the sandbox has, and that nobody signs on for")
                .isNotEmpty()
                .allMatch(mapping -> mapping.matches("[A-Z]+ /sandbox(/.*)?"));
    }

    private void aDeal() {
        String receipt = inbox.receive(ProcessTest.with(ProcessTest.webForm(null), "companyName", "Выхухоль тайная"))
                .requestNumber();
        String deal = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> transaction.execute(status -> {
                            var known = requests.get(Long.parseLong(receipt.substring(7)))
                                    .deal();
                            return known == null ? null : known.number();
                        }),
                        number -> number != null);
        Task task = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> tasks.createTaskQuery().processInstanceBusinessKey(deal).list().stream()
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
        transaction.executeWithoutResult(status -> process.handOver(deal, Asker.OWNER.login()));
        secrets = Set.of(deal, "Выхухоль");
        ids = Map.of(
                "task", task.getId(),
                "process-instance", task.getProcessInstanceId(),
                "execution", task.getExecutionId(),
                "activity-instance", task.getProcessInstanceId(),
                "process-definition", task.getProcessDefinitionId(),
                "key", task.getProcessDefinitionId().split(":")[0],
                "user", Asker.OWNER.login(),
                "group", "sales",
                "variables", "client",
                "variable-instance", variableOf(task));
    }

    private String variableOf(Task task) {
        return application
                .getBean(org.camunda.bpm.engine.RuntimeService.class)
                .createVariableInstanceQuery()
                .processInstanceIdIn(task.getProcessInstanceId())
                .variableName("client")
                .list()
                .stream()
                .findFirst()
                .map(variable -> variable.getId())
                .orElse("none");
    }

    /** What is read, of both REST APIs. */
    private static Set<String> addresses() {
        Set<String> all = new TreeSet<>();
        EngineAddresses.of(new HashSet<>(CamundaRestResources.getResourceClasses())).stream()
                .filter(address -> address.startsWith("GET /") && !address.startsWith("GET /engine/{name}"))
                .map(address -> address.substring(4))
                .forEach(path -> {
                    all.add("/engine-rest" + path);
                    all.add("/camunda/api/engine/engine/default" + path);
                });
        EngineAddresses.of(new CockpitApplication().getClasses()).stream()
                .filter(address -> address.startsWith("GET /plugin"))
                .map(address ->
                        address.substring(4).replace("{engineName}", "default").replace("{engine}", "default"))
                .forEach(path -> all.add("/camunda/api/cockpit" + path));
        assertThat(all).hasSizeGreaterThan(200);
        return all;
    }

    /** Each variable of the path becomes the deal's own thing of the kind that stands before it. */
    private String filledIn(String address) {
        StringBuilder path = new StringBuilder();
        String before = "";
        for (String part : address.substring(1).split("/")) {
            path.append('/')
                    .append(
                            part.startsWith("{")
                                    ? ids.getOrDefault(before, "none").replace(":", "%3A")
                                    : part);
            before = part;
        }
        return path.toString();
    }

    private boolean tells(String address, Asker asker) throws Exception {
        HttpResponse<String> answer = ask(address, asker);
        boolean told = secrets.stream().anyMatch(answer.body()::contains);
        report.merge(
                address,
                asker.title() + ": " + answer.statusCode() + (told ? " told" : ""),
                (one, other) -> one + "; " + other);
        return told;
    }

    private HttpResponse<String> ask(String address, Asker asker) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address(address))).timeout(Duration.ofSeconds(30));
        if (asker != Asker.ANONYMOUS) {
            String credentials = asker.login() + ":" + people.password();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
