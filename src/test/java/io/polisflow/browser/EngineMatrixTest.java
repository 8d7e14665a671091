package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.ProcessTest;
import io.polisflow.security.EngineRows;
import io.polisflow.security.access.AccessPeople;
import io.polisflow.security.access.Asker;
import io.polisflow.security.access.EngineAddresses;
import io.polisflow.security.access.Matrix;
import io.polisflow.security.access.RunningMappings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks the engine's REST API and the web apps' own for everything there is, as people who see a deal and people who do not. */
class EngineMatrixTest extends BrowserTest {

    /** Who asks the REST API; each of the latter six is a kind of its own of not seeing the deal. */
    private static final List<Asker> OVER_REST = List.of(
            Asker.ANONYMOUS,
            Asker.OWNER,
            Asker.SUPERVISOR,
            Asker.STRANGER,
            Asker.LAWYER,
            Asker.OTHER_HEAD,
            Asker.ANALYST,
            Asker.ADMINISTRATOR,
            Asker.PROGRAM);

    /** The resources are the same; here it is their guards in front that are tried. */
    private static final List<Asker> IN_WEB_APPS =
            List.of(Asker.ANONYMOUS, Asker.SUPERVISOR, Asker.STRANGER, Asker.ANALYST, Asker.ADMINISTRATOR);

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "DELETE");

    /** How the addresses begin that name something of a deal, or list it. */
    private static final String OF_DEALS =
            "/engine-rest/(task|process-instance|execution|variable-instance|job|incident|history|external-task)(/.*)?";

    private static final String LISTS = "(" + OF_DEALS.replace("(/.*)?", "")
            + "(/[a-z-]+)?(/count)?|/engine-rest/filter/[^/]+/(list|count|singleResult))";

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
    private RuntimeService runtime;

    @Autowired
    private FilterService filters;

    @Autowired
    private TransactionTemplate transaction;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private AccessPeople people;
    private Set<String> secrets;
    private Map<String, String> ids;
    private Task task;

    @Test
    void theEngineTellsAndChangesOfADealWhatTheTableSays() throws Exception {
        Matrix rest = new Matrix();
        Matrix webApps = new Matrix();
        people = new AccessPeople(application);
        people.settle(Instant.now());
        try {
            aDeal();
            Set<String> resources = EngineAddresses.of(new HashSet<>(CamundaRestResources.getResourceClasses()));
            for (String resource : resources) {
                String method = resource.split(" ")[0];
                String path = resource.split(" ")[1];
                if (path.startsWith("/engine/{name}")) {
                    continue;
                }
                if (method.equals("GET") || CHANGING.contains(method)) {
                    askAll(rest, OVER_REST, method, "/engine-rest" + path);
                }
                if (method.equals("GET")) {
                    askAll(webApps, IN_WEB_APPS, method, "/camunda/api/engine/engine/default" + path);
                }
            }
            for (String plugin : EngineAddresses.of(new CockpitApplication().getClasses())) {
                if (plugin.startsWith("GET /plugin")) {
                    String path = plugin.substring(4)
                            .replace("{engineName}", "default")
                            .replace("{engine}", "default");
                    askAll(webApps, IN_WEB_APPS, "GET", "/camunda/api/cockpit" + path);
                }
            }
        } finally {
            people.leave();
            rest.write("engine-rest");
            webApps.write("Camunda's web apps");
        }

        assertThat(rest.differences()).as("/engine-rest").isEmpty();
        assertThat(webApps.differences()).as("/camunda/api").isEmpty();
        // Or everybody would have been asked for nothing that tells of the deal at all.
        assertThat(rest.telling(Asker.SUPERVISOR)).isGreaterThan(20);
        assertThat(rest.telling(Asker.OWNER)).isGreaterThan(5);
        assertThat(webApps.telling(Asker.SUPERVISOR)).isGreaterThan(15);
        Task now = tasks.createTaskQuery().taskId(task.getId()).singleResult();
        assertThat(now.getAssignee()).isEqualTo(task.getAssignee());
        assertThat(now.getName()).isEqualTo(task.getName());
        assertThat(tasks.getTaskComments(task.getId())).hasSize(1);
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
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        tasks.createTaskQuery().processInstanceBusinessKey(deal).count() > 0);
        // The process is still at work on what it waits for next.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreException(OptimisticLockingException.class)
                .until(() -> {
                    transaction.executeWithoutResult(status -> process.handOver(deal, Asker.OWNER.login()));
                    return true;
                });
        task = tasks.createTaskQuery().processInstanceBusinessKey(deal).list().get(0);
        secrets = Set.of(deal, "Выхухоль", task.getId(), task.getProcessInstanceId());
        ids = new HashMap<>(Map.of(
                "task", task.getId(),
                "process-instance", task.getProcessInstanceId(),
                "execution", task.getExecutionId(),
                "activity-instance", task.getProcessInstanceId(),
                "process-definition", task.getProcessDefinitionId(),
                "key", task.getProcessDefinitionId().split(":")[0],
                "user", Asker.OWNER.login(),
                "group", "sales",
                "variables", "client",
                "variable-instance", variable()));
        ids.put(
                "comment",
                tasks.createComment(task.getId(), null, "Выхухоль звонила").getId());
        ids.put(
                "attachment",
                tasks.createAttachment("text", task.getId(), null, "Выхухоль", null, "https://example.org/a")
                        .getId());
        ids.put(
                "filter",
                filters.createFilterQuery()
                        .filterName("Моей группы")
                        .singleResult()
                        .getId());
    }

    private String variable() {
        return runtime.createVariableInstanceQuery()
                .processInstanceIdIn(task.getProcessInstanceId())
                .variableName("client")
                .list()
                .get(0)
                .getId();
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

    private void askAll(Matrix matrix, List<Asker> askers, String method, String address) throws Exception {
        String asked = filledIn(address);
        for (Asker asker : askers) {
            String expected = expected(method, asked, asker);
            if (expected != null) {
                HttpResponse<String> answer = ask(method, asked, asker);
                // An error repeats the id that was asked for.
                boolean told = secrets.stream()
                        .filter(secret -> !asked.contains(secret))
                        .anyMatch(answer.body()::contains);
                matrix.put(
                        method + " " + address,
                        EngineRows.groups(method, asked),
                        asker,
                        expected,
                        answer.statusCode(),
                        told);
            }
        }
    }

    /** @return null for what is not sent: it may be done, and would be */
    private static String expected(String method, String asked, Asker asker) {
        if (asker == Asker.ANONYMOUS) {
            return Asker.SIGN_ON;
        }
        if (!EngineRows.allows(method, asked, asker.group())) {
            return "403";
        }
        if (method.equals("GET") || method.equals("POST") && asked.matches(LISTS)) {
            return asker.sees() ? Matrix.ANSWERED : Matrix.HIDDEN;
        }
        return !asker.sees() && asked.matches(OF_DEALS) ? Matrix.REFUSED : null;
    }

    private HttpResponse<String> ask(String method, String address, Asker asker) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address(address))).timeout(Duration.ofSeconds(30));
        if (method.equals("GET")) {
            request.GET();
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString("{}"));
        }
        if (asker != Asker.ANONYMOUS) {
            String credentials = asker.login() + ":" + people.password();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
