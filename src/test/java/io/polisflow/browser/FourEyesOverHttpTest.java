package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.math.BigDecimal;
import java.time.LocalDate;
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

    private final Map<String, Page> desks = new HashMap<>();
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
    void nobodyApprovesTheirOwnProposalNorThatOfWhomTheyStandInFor() {
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
                        .status())
                .isEqualTo(204);
        jdbc.update("delete from substitution where substitute = 'head'");
        assertThat(posted("supervisor", "/camunda/api/engine/engine/default", "assignee", userId("head"))
                        .status())
                .isEqualTo(204);
    }

    private void refusedEveryWay(String told) {
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

    private static void refused(APIResponse answer, String told) {
        assertThat(answer.status()).as(answer.url()).isBetween(400, 499);
        assertThat(answer.text()).as(answer.url()).contains(told);
    }

    private static String userId(String user) {
        return "{\"userId\":\"" + user + "\"}";
    }

    private static String approved() {
        return "{\"variables\":{\"decision\":{\"value\":\"approve\",\"type\":\"String\"}}}";
    }

    private APIResponse posted(String user, String api, String act, String body) {
        Page page = desks.computeIfAbsent(user, this::signedOn);
        RequestOptions options = RequestOptions.create()
                .setHeader("Content-Type", "application/json")
                .setData(body);
        if (api.startsWith("/engine-rest")) {
            String credentials = user + ":" + user;
            options.setHeader(
                    "Authorization", "Basic " + java.util.Base64.getEncoder().encodeToString(credentials.getBytes()));
        } else {
            page.context().cookies().stream()
                    .filter(cookie -> cookie.name.equals("XSRF-TOKEN") && cookie.path.startsWith("/camunda"))
                    .forEach(cookie -> options.setHeader("X-XSRF-TOKEN", cookie.value));
        }
        return page.request().post(address(api + "/task/" + task + "/" + act), options);
    }

    private long proposal() {
        return (Long) runtime.getVariable(instance, ProposalApproval.PROPOSAL_ID.name());
    }
}
