package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.math.BigDecimal;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A head who wrote a proposal tries to approve it past all pages, over the engine's REST API and Tasklist's. */
class FourEyesOverHttpTest extends BrowserTest {

    private static final String OTHER_HEAD = "head-of-others";

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private Proposals proposals;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    private final Map<String, CookieManager> desks = new HashMap<>();
    private String instance;
    private String task;

    @BeforeEach
    void theHeadsStepOfTheHeadsOwnProposal() {
        User other = identity.newUser(OTHER_HEAD);
        other.setLastName("Соседняя");
        identity.saveUser(other);
        identity.createMembership(OTHER_HEAD, "heads");
        String deal = transaction.execute(
                status -> deals.open(clients.findOrCreate(null, "ООО «Четыре глаза»"), null, Stage.PROPOSAL_APPROVAL)
                        .number());
        long proposal = transaction.execute(status -> proposals.assemble(
                deal,
                null,
                "head",
                new Proposals.Draft(
                        LocalDate.now().plusDays(30),
                        12,
                        null,
                        List.of(new Proposals.LineDraft(
                                "property", "Склад", new BigDecimal("1000000"), null, BigDecimal.TEN)))));
        instance = runtime.createProcessInstanceByKey(ProposalApproval.KEY)
                .businessKey(deal)
                .setVariable(ProposalApproval.PROPOSAL_ID.name(), proposal)
                .setVariable(ProposalApproval.NEXT_APPROVER.name(), ApprovalRole.HEAD.code())
                .startBeforeActivity(ProposalApproval.TASK_APPROVE_DISCOUNT)
                .execute(true, false)
                .getId();
        task = tasks.createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
    }

    @AfterEach
    void allGoes() {
        runtime.deleteProcessInstance(instance, "done with");
        identity.deleteUser(OTHER_HEAD);
        jdbc.update("delete from substitution where substitute = 'head'");
    }

    @Test
    void nobodyApprovesTheirOwnProposalNorThatOfWhomTheyStandInFor() throws Exception {
        refusedEveryWay("собственное предложение");

        jdbc.update(
                "update proposal set author = 'manager' where deal_id = (select deal_id from proposal where id = ?)",
                proposal());
        jdbc.update("update proposal_contributor set login = 'manager' where proposal_id = ?", proposal());
        jdbc.update(
                "insert into substitution (id, absent, substitute, first_day, last_day, entered_by, entered_at, lock_version)"
                        + " values (nextval('id_seq'), 'manager', 'head', ?, ?, 'admin', current_timestamp, 0)",
                LocalDate.now().minusDays(2),
                LocalDate.now().plusDays(2));
        refusedEveryWay("которого вы замещаете");

        // The same calls pass where nothing speaks against them.
        assertThat(posted("supervisor", "/engine-rest", "assignee", userId(OTHER_HEAD))
                        .statusCode())
                .isEqualTo(204);
        jdbc.update("delete from substitution where substitute = 'head'");
        assertThat(posted("supervisor", "/camunda/api/engine/engine/default", "assignee", userId("head"))
                        .statusCode())
                .isEqualTo(204);
    }

    private void refusedEveryWay(String told) throws Exception {
        for (String api : List.of("/engine-rest", "/camunda/api/engine/engine/default")) {
            refused(posted("head", api, "claim", userId("head")), told);
            refused(posted("head", api, "assignee", userId("head")), told);
            refused(posted("supervisor", api, "assignee", userId("head")), told);
            refused(posted("head", api, "delegate", userId("head")), "");
            refused(posted("head", api, "complete", approved()), told);
            refused(posted("head", api, "submit-form", approved()), told);
        }
        Task open = tasks.createTaskQuery().taskId(task).singleResult();
        assertThat(open).isNotNull();
        assertThat(open.getAssignee()).isNull();
        assertThat(open.getDelegationState()).isNull();
    }

    private static void refused(HttpResponse<String> answer, String told) {
        assertThat(answer.statusCode()).as(answer.uri().getPath()).isBetween(400, 499);
        assertThat(answer.body()).as(answer.uri().getPath()).contains(told);
    }

    private static String userId(String user) {
        return "{\"userId\":\"" + user + "\"}";
    }

    private static String approved() {
        return "{\"variables\":{\"decision\":{\"value\":\"approve\",\"type\":\"String\"}}}";
    }

    /** As a program does that took a session along, which the web apps' API wants with its token. */
    private HttpResponse<String> posted(String user, String api, String act, String body) throws Exception {
        CookieManager cookies = desks.computeIfAbsent(user, any -> new CookieManager());
        HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
        if (cookies.getCookieStore().getCookies().isEmpty()) {
            http.send(request(user, "/camunda/app/tasklist/default/").GET().build(), BodyHandlers.discarding());
        }
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        return http.send(
                request(user, api + "/task/" + task + "/" + act)
                        .header("Content-Type", "application/json")
                        .header("X-XSRF-TOKEN", token)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String user, String path) {
        String credentials = user + ":" + user;
        return HttpRequest.newBuilder(URI.create(address(path)))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes()));
    }

    private long proposal() {
        return (Long) runtime.getVariable(instance, ProposalApproval.PROPOSAL_ID.name());
    }
}
