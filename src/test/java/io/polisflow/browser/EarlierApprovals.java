package io.polisflow.browser;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Approvals under way on an earlier version of their model, in which the head's step was another one than in the version in force. */
class EarlierApprovals {

    static final String HEADS_STEP = "Визировать";

    private static final String HEADS_TASK = "Task_Endorse";
    private static final String CLIENT = "ООО «Давнее согласование %d»";

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    private final List<String> deployments = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private int version;

    /** Some stand before the lawyer and one before the head; the delivered models are in force then. */
    void begin(int beforeTheLawyer) {
        deployments.add(EditedModel.of(ProposalApproval.KEY)
                .renamed(ProposalApproval.TASK_APPROVE_DISCOUNT, HEADS_TASK, "Утвердить скидку", HEADS_STEP)
                .deploy(repository, "Виза руководителя"));
        version = newest();
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < beforeTheLawyer; i++) {
                start(i, ProposalApproval.TASK_CHECK_TERMS);
            }
            start(beforeTheLawyer, HEADS_TASK);
        });
        jdbc.update(
                "update deal_figures set premium = 90000 where deal_id in (select id from deal where number in (%s))"
                        .formatted(list()));
        deployments.add(
                EditedModel.of(ProposalApproval.KEY).withDeadlines().deploy(repository, "Скидку снова утверждают"));
    }

    private void start(int serial, String step) {
        String number = deals.open(clients.findOrCreate(null, CLIENT.formatted(serial)), null, Stage.PROPOSAL_APPROVAL)
                .number();
        numbers.add(number);
        runtime.createProcessInstanceByKey(ProposalApproval.KEY)
                .businessKey(number)
                .setVariables(Map.of("client", CLIENT.formatted(serial)))
                .startBeforeActivity(step)
                .execute(true, true);
    }

    private String list() {
        return "'" + String.join("', '", numbers) + "'";
    }

    int version() {
        return version;
    }

    int newest() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(ProposalApproval.KEY)
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    /** @return the deal whose approval stands before the head */
    String headsDeal() {
        return numbers.get(numbers.size() - 1);
    }

    /** @return how many approvals run on that version */
    long on(int version) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(ProposalApproval.KEY)
                .processDefinitionVersion(version)
                .list()
                .stream()
                .mapToLong(definition -> runtime.createProcessInstanceQuery()
                        .processDefinitionId(definition.getId())
                        .count())
                .sum();
    }

    /** Other stories in the same browser count deals. */
    void end() {
        for (int i = deployments.size() - 1; i >= 0; i--) {
            repository.deleteDeployment(deployments.get(i), true);
        }
        jdbc.update("update model_migration set undoes_id = null");
        jdbc.update("delete from model_migration");
        if (numbers.isEmpty()) {
            return;
        }
        String ids = "(select id from deal where number in (%s))".formatted(list());
        List<Long> clients = jdbc.queryForList("select client_id from deal where id in " + ids, Long.class);
        jdbc.update("delete from journal_entry where deal_number in (%s)".formatted(list()));
        jdbc.update("delete from deal_stage_visit where deal_id in " + ids);
        jdbc.update("delete from deal_figures where deal_id in " + ids);
        jdbc.update("delete from deal where id in " + ids);
        clients.forEach(client -> jdbc.update("delete from client_change where client_id = ?", client));
        clients.forEach(client -> jdbc.update("delete from client where id = ?", client));
    }
}
