package io.polisflow.process.models.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.Stage;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deals that run on the models in force, and new versions of these that are gone when the test is over. */
public abstract class MigrationCase extends ProcessTest {

    protected static final String APPROVAL = "proposal-approval";
    protected static final String TERMS = ProposalApproval.TASK_CHECK_TERMS;
    protected static final String WHY = "Второй юрист по договорам";

    @Autowired
    protected Migrations migrations;

    @Autowired
    protected RepositoryService repository;

    @Autowired
    protected JdbcTemplate jdbc;

    private final List<String> deployments = new ArrayList<>();
    private final List<String> started = new ArrayList<>();

    @AfterEach
    void onlyTheModelsInForceAreLeft() {
        started.stream()
                .filter(id -> runtime.createProcessInstanceQuery()
                                .processInstanceId(id)
                                .count()
                        > 0)
                .forEach(id -> runtime.deleteProcessInstance(id, "the test is over"));
        deployments.forEach(id -> repository.deleteDeployment(id, true));
        jobs().forEach(job -> management.deleteJob(job.getId()));
        jdbc.update("update model_migration set undoes_id = null");
        jdbc.update("delete from model_migration");
    }

    /** @return the number of the new version */
    protected int deploy(EditedModel model, String key) {
        deployments.add(0, model.deploy(repository));
        return newest(key);
    }

    protected int newest(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    /** A deal of its own client, not carried here by its whole story. */
    protected String openDeal() {
        return transaction.execute(
                status -> deals.open(clients.findOrCreate(freshInn(), null), null, Stage.PROPOSAL_APPROVAL)
                        .number());
    }

    protected void premium(String deal, String rubles) {
        assertThat(jdbc.update(
                        "update deal_figures set premium = ? where deal_id = (select id from deal where number = ?)",
                        new BigDecimal(rubles),
                        deal))
                .isOne();
    }

    /** An instance that stands at the step at once, on the version in force. */
    protected String standingAt(String key, String step, String businessKey, Map<String, Object> variables) {
        ProcessInstance instance = runtime.createProcessInstanceByKey(key)
                .businessKey(businessKey)
                .setVariables(variables)
                .startBeforeActivity(step)
                .execute(true, true);
        started.add(instance.getId());
        return instance.getId();
    }

    protected String approvalAt(String step) {
        return standingAt(APPROVAL, step, openDeal(), Map.of("client", "ООО «Ромашка»"));
    }

    /** @return the instances that were made to stand at a step */
    protected String[] started() {
        return started.toArray(String[]::new);
    }

    protected int versionOf(String instance) {
        return repository
                .getProcessDefinition(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getProcessDefinitionId())
                .getVersion();
    }

    /** @return the mapping that the page would propose */
    protected Map<String, String> proposed(String key, int from, int to) {
        Map<String, String> mapping = new LinkedHashMap<>();
        migrations.propose(key, from, to).steps().stream()
                .filter(step -> step.target() != null)
                .forEach(step -> mapping.put(step.step(), step.target()));
        return mapping;
    }

    protected long rehearsed(String key, int from, int to) {
        long id = migrations.rehearse(key, from, to, proposed(key, from, to), "analyst");
        runJobs();
        return id;
    }

    /** Rehearses what the page would propose, and does it. */
    protected long moved(String key, int from, int to) {
        long id = rehearsed(key, from, to);
        migrations.start(id, WHY, "analyst");
        runJobs();
        return id;
    }

    protected List<MovedInstance> stayed(long id) {
        return migrations.instances(id, Outcome.STAYED, "", 100);
    }

    /** A timer's definition. */
    protected static String after(String iso) {
        return "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">" + iso + "</bpmn:timeDuration>";
    }

    /** Does the migrations' jobs until none is left. */
    protected void runJobs() {
        for (Optional<Job> next = jobs().stream().findFirst();
                next.isPresent();
                next = jobs().stream().findFirst()) {
            management.executeJob(next.get().getId());
        }
    }

    protected List<Job> jobs() {
        return management.createJobQuery().messages().list().stream()
                .filter(job -> MigrationWork.JOB.equals(((JobEntity) job).getJobHandlerType()))
                .toList();
    }
}
