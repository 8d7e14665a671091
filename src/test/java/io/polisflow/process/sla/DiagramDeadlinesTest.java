package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.models.migration.MigrationCase;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.sla.DiagramDeadlines.Count;
import io.polisflow.process.sla.DiagramDeadlines.Deadlines;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a process diagram counts of open deadlines; both databases must say the same. */
class DiagramDeadlinesTest extends MigrationCase {

    @Autowired
    private DiagramDeadlines diagram;

    private String deal;

    @AfterEach
    void noDealIsLeftOnAVersionThatGoes() {
        if (deal != null) {
            runtime.deleteProcessInstance(instance("deal", deal).getId(), "the test is over");
            jdbc.update("delete from deadline where deal_number = ?", deal);
        }
    }

    private ProcessDefinition definition(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult();
    }

    /** Of a task at that step; times in hours from now. */
    private void deadline(String key, String instance, String element, double warn, double due, String more) {
        ProcessDefinition definition = definition(key);
        jdbc.update(
                "insert into deadline (id, kind, subject, process, model_version, instance_id, element, priority, calendar,"
                        + " finish_hours, warning_share, fixed, began_at, clock_from, spent_hours, extra_hours, level, lock_version,"
                        + " warn_at, due_at, take_by, taken_at, paused_at)"
                        + " values (nextval('id_seq'), 'TASK', ?, ?, ?, ?, ?, 'NORMAL', 'ru', 8, 0.75, false, ?, ?, 0, 0, 0, 0, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                key,
                definition.getVersion(),
                instance,
                element,
                hours(-9),
                hours(-9),
                hours(warn),
                hours(due),
                hours(-1),
                more.equals("not taken") ? null : hours(-2),
                more.equals("paused") ? hours(-3) : null);
    }

    private Timestamp hours(double fromNow) {
        return Timestamp.from(clock.instant().plus(Duration.ofSeconds(Math.round(fromNow * 3600))));
    }

    /** By hand only: what the product writes itself is another test's. */
    private void none() {
        jdbc.update("delete from deadline where process in ('deal', 'proposal-preparation', 'proposal-approval')");
    }

    @Test
    void theTasksOfAVersionAreCountedByHowTheirDeadlinesStand() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        String before = definition(APPROVAL).getId();
        none();
        deadline(APPROVAL, "old", TERMS, 1, 2, "");
        int now = deploy(EditedModel.of(APPROVAL), APPROVAL);
        assertThat(now).isEqualTo(old + 1);
        deadline(APPROVAL, "a", TERMS, 1, 2, "");
        deadline(APPROVAL, "b", TERMS, -1, 2, "not taken");
        deadline(APPROVAL, "c", TERMS, -1, 0, "");
        deadline(APPROVAL, "d", TERMS, -2, -1, "");
        deadline(APPROVAL, "e", TERMS, -2, -1, "paused");
        deadline(APPROVAL, "f", ProposalApproval.TASK_CHECK_TARIFF, -2, -1, "not taken");

        Deadlines told = diagram.of(definition(APPROVAL).getId()).orElseThrow();

        assertThat(told.process()).isEqualTo(APPROVAL);
        assertThat(told.version()).isEqualTo(now);
        assertThat(told.own())
                .containsExactlyInAnyOrder(
                        new Count(TERMS, 5, 2, 1, 1, 1), new Count(ProposalApproval.TASK_CHECK_TARIFF, 1, 0, 1, 0, 1));
        assertThat(told.called()).isEmpty();
        assertThat(told.elsewhere()).isEqualTo(new Count(null, 1, 0, 0, 0, 0));
        assertThat(diagram.of(before).orElseThrow().own()).containsExactly(new Count(TERMS, 1, 0, 0, 0, 0));
        assertThat(diagram.of("no such version")).isEmpty();
    }

    @Test
    void aCallBearsTheTasksOfAllThatItHasCalled() {
        deploy(EditedModel.of("deal"), "deal");
        deploy(EditedModel.of("proposal-preparation"), "proposal-preparation");
        deal = dealOf(webForm(freshInn()));
        propose(deal, 0);
        none();
        deadline("proposal-preparation", instance("proposal-preparation", deal).getId(), "Task_SendProposal", 1, 2, "");
        deadline(APPROVAL, instance(APPROVAL, deal).getId(), ProposalApproval.TASK_CHECK_TARIFF, -2, -1, "");

        assertThat(called("deal"))
                .as("two levels down")
                .isEqualTo(Map.of("Call_ProposalPreparation", new Count("Call_ProposalPreparation", 2, 0, 1, 0, 0)));
        assertThat(called("proposal-preparation"))
                .isEqualTo(Map.of("Call_ProposalApproval", new Count("Call_ProposalApproval", 1, 0, 1, 0, 0)));
        assertThat(called(APPROVAL)).isEmpty();
    }

    private Map<String, Count> called(String key) {
        return diagram.of(definition(key).getId()).orElseThrow().called().stream()
                .collect(java.util.stream.Collectors.toMap(Count::element, count -> count));
    }

    @Test
    void whoMayNotReadAModelIsToldNothingOfIt() {
        String id = definition(APPROVAL).getId();

        as("analyst", () -> assertThat(diagram.of(id)).isPresent());
        identity.setAuthentication("nobody", java.util.List.of());
        assertThat(diagram.of(id)).isEmpty();
    }
}
