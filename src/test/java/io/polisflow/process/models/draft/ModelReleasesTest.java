package io.polisflow.process.models.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.fixtures.ModelsAsDelivered;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.ModelDraft.State;
import io.polisflow.process.models.draft.ReleaseHistory.Past;
import io.polisflow.process.models.gate.ModelFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.entity.EverLivingJobEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;

/** Drafts on their way into force and back: all of it or nothing, once however many press the button, and nobody's change is lost. */
abstract class ModelReleasesTest extends DatabaseTest {

    private static final String APPROVAL = "proposal-approval";

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private ModelReleases releases;

    @Autowired
    private ReleaseHistory history;

    @Autowired
    private DraftImpact impact;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    @AfterEach
    void asDelivered() {
        ModelsAsDelivered.restore(repository, management, jdbc);
    }

    private ModelDraft draft(ModelFile... files) {
        ModelDraft draft = drafts.create("Второй юрист", "Спорные условия смотрят двое", "analyst");
        if (files.length > 0) {
            drafts.add(draft.id(), draft.version(), List.of(files), "analyst");
        }
        return drafts.get(draft.id());
    }

    private ProcessDefinition latest(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult();
    }

    private int version(String key) {
        return latest(key).getVersion();
    }

    private int versionOfTable(String key) {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    private String inForce(String path) {
        return new String(drafts.inForce().get(path).content(), StandardCharsets.UTF_8);
    }

    private static ModelFile renamed(String name) {
        return SecondLawyer.file(
                SecondLawyer.MODEL,
                SecondLawyer.replaced(
                        SecondLawyer.delivered(SecondLawyer.MODEL),
                        "name=\"Проверить тариф\"",
                        "name=\"" + name + "\""));
    }

    /** Well-formed, and no model: what an examination refuses. */
    private static ModelFile noModel() {
        return SecondLawyer.file(SecondLawyer.MODEL, "<definitions><process/></definitions>");
    }

    private List<Job> timers() {
        return management.createJobQuery().list().stream()
                .filter(job -> job.getProcessDefinitionId() == null && job.getDeploymentId() == null)
                // The engine's nightly cleaning is a job of nobody's either.
                .filter(job -> !(job instanceof EverLivingJobEntity))
                .toList();
    }

    @Test
    void whatIsInForceIsEveryFileOfTheProduct() {
        assertThat(inForce(SecondLawyer.MODEL)).isEqualTo(SecondLawyer.delivered(SecondLawyer.MODEL));
        assertThat(drafts.inForce().keySet())
                .contains(SecondLawyer.DEADLINES, "forms/proposal-approval/check-terms.form", "bpmn/deal.bpmn")
                .hasSizeGreaterThan(50);
    }

    @Test
    void aDraftTakesEffectWithTheFormsOfItsModelsAndNothingElse() {
        int approval = version(APPROVAL);
        int deadlines = versionOfTable("task-sla");
        int deal = version("deal");
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());

        String deployment = releases.putIntoForce(draft.id(), draft.version(), "analyst");

        assertThat(repository.getDeploymentResourceNames(deployment))
                .containsExactlyInAnyOrder(
                        SecondLawyer.MODEL,
                        SecondLawyer.DEADLINES,
                        "forms/proposal-approval/check-tariff.form",
                        "forms/proposal-approval/check-terms.form",
                        "forms/proposal-approval/approve-discount.form");
        assertThat(version(APPROVAL)).isEqualTo(approval + 1);
        assertThat(versionOfTable("task-sla")).isEqualTo(deadlines + 1);
        assertThat(version("deal")).as("what did not change keeps its version").isEqualTo(deal);
        assertThat(inForce(SecondLawyer.MODEL)).contains(SecondLawyer.TASK);
        assertThat(drafts.get(draft.id()).state()).isEqualTo(State.IN_FORCE);
        Past past = history.find(deployment).orElseThrow();
        assertThat(history.latest(100)).contains(past);
        assertThat(past.user()).isEqualTo("analyst");
        assertThat(past.note()).isEqualTo("Спорные условия смотрят двое");
        assertThat(past.draft()).isEqualTo(draft.id());
        assertThat(past.at()).isEqualTo(clock.instant());
        assertThat(past.latest()).isTrue();
    }

    @Test
    void aChangedFormBringsItsModelAlong() {
        String path = "forms/proposal-approval/check-terms.form";
        int approval = version(APPROVAL);
        ModelDraft draft = draft(SecondLawyer.file(
                "check-terms.form",
                SecondLawyer.replaced(
                        SecondLawyer.delivered(path), "\"label\": \"Ваше решение\"", "\"label\": \"Решение юриста\"")));

        assertThat(drafts.files(draft.id()))
                .extracting(ModelDrafts.DraftedFile::path)
                .as("found by its id though it came without its folder")
                .containsExactly(path);
        releases.putIntoForce(draft.id(), draft.version(), "analyst");

        assertThat(version(APPROVAL)).isEqualTo(approval + 1);
        assertThat(inForce(path)).contains("Решение юриста");
    }

    @Test
    void goingBackBringsTheFormerContentsAsANewVersionAndCanBeTakenBackToo() {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        String deployment = releases.putIntoForce(draft.id(), draft.version(), "analyst");
        int approval = version(APPROVAL);

        String back = releases.goBack(deployment, "head");

        assertThat(version(APPROVAL)).isEqualTo(approval + 1);
        assertThat(inForce(SecondLawyer.MODEL)).isEqualTo(SecondLawyer.delivered(SecondLawyer.MODEL));
        assertThat(inForce(SecondLawyer.DEADLINES)).isEqualTo(SecondLawyer.delivered(SecondLawyer.DEADLINES));
        assertThat(repository.getDeploymentResourceNames(back)).contains("forms/proposal-approval/check-terms.form");
        Past past = history.find(back).orElseThrow();
        assertThat(past.undoes()).isEqualTo(deployment);
        assertThat(past.user()).isEqualTo("head");
        assertThat(past.note()).contains("Второй юрист");

        assertThatThrownBy(() -> releases.goBack(deployment, "head"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("сначала верните более поздний");
        releases.goBack(back, "head");
        assertThat(inForce(SecondLawyer.MODEL)).contains(SecondLawyer.TASK);
    }

    /** A deal that waits in the model for its client to be contacted again. */
    private ProcessInstance waiting() {
        return runtime.createProcessInstanceByKey("lost-deal")
                .businessKey(deal().number())
                .setVariable("dealOwner", "manager")
                .startBeforeActivity("Task_ContactAgain")
                .executeWithVariablesInReturn(true, true);
    }

    private String definitionOf(ProcessInstance instance) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getProcessDefinitionId();
    }

    @Test
    void runningInstancesStayOnTheVersionTheyBeganWith() {
        String path = "bpmn/lost-deal.bpmn";
        String delivered = latest("lost-deal").getId();
        ProcessInstance old = waiting();
        ModelDraft draft = draft(SecondLawyer.file(
                path,
                SecondLawyer.replaced(
                        SecondLawyer.delivered(path), "name=\"Повторный контакт\"", "name=\"Позвонить ещё раз\"")));
        String deployment = releases.putIntoForce(draft.id(), draft.version(), "analyst");
        ProcessInstance young = waiting();

        releases.goBack(deployment, "analyst");

        try {
            assertThat(definitionOf(old)).isEqualTo(delivered);
            assertThat(repository.getProcessDefinition(definitionOf(young)).getDeploymentId())
                    .isEqualTo(deployment);
        } finally {
            runtime.deleteProcessInstance(old.getId(), "test");
            runtime.deleteProcessInstance(young.getId(), "test");
        }
    }

    @Test
    void whatWasThereFromTheStartHasNothingToGoBackTo() {
        Past first = history.latest(100).stream()
                .filter(past -> past.models().size() > 10)
                .reduce((one, other) -> other)
                .orElseThrow();

        assertThat(first.user()).isNull();
        assertThat(first.reversible()).isFalse();
        assertThatThrownBy(() -> releases.goBack(first.deployment(), "analyst"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("возвращать нечего");
        assertThatThrownBy(() -> releases.goBack("no-such", "analyst")).isInstanceOf(ConflictException.class);
    }

    @Test
    void aRefusedDraftLeavesEverythingAsItWas() {
        long deployments = repository.createDeploymentQuery().count();
        ModelDraft draft = draft(noModel(), SecondLawyer.deadlines());

        assertThatThrownBy(() -> releases.putIntoForce(draft.id(), draft.version(), "analyst"))
                .isInstanceOfSatisfying(ExaminationFailedException.class, refusal -> assertThat(refusal.findings())
                        .anySatisfy(finding -> assertThat(finding.file()).isEqualTo(SecondLawyer.MODEL)));

        assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
        assertThat(drafts.get(draft.id()).state()).isEqualTo(State.OPEN);
        assertThat(jdbc.queryForObject("select count(*) from model_release", Long.class))
                .isZero();
    }

    @Test
    void aDraftThatChangesNothingIsNotPutIntoForce() {
        ModelDraft draft = draft(SecondLawyer.file(SecondLawyer.MODEL, SecondLawyer.delivered(SecondLawyer.MODEL)));

        assertThatThrownBy(() -> releases.putIntoForce(draft.id(), draft.version(), "analyst"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ничего не меняет");
    }

    @Test
    void twoAnalystsOnOneDraftAreTold() {
        ModelDraft seen = draft(SecondLawyer.model());
        drafts.add(seen.id(), seen.version(), List.of(SecondLawyer.deadlines()), "admin");

        assertThatThrownBy(() -> drafts.remove(seen.id(), seen.version(), SecondLawyer.MODEL, "analyst"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("изменил другой сотрудник");
        assertThatThrownBy(() -> releases.putIntoForce(seen.id(), seen.version(), "analyst"))
                .isInstanceOf(ConflictException.class);
        assertThat(drafts.files(seen.id())).hasSize(2);
    }

    @Test
    void whatOthersPutIntoForceMeanwhileIsNotUndoneUnseen() {
        ModelDraft mine = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        ModelDraft other = draft(renamed("Проверить ставку"));
        releases.putIntoForce(other.id(), other.version(), "admin");

        assertThat(drafts.files(mine.id()))
                .filteredOn(ModelDrafts.DraftedFile::overtaken)
                .extracting(ModelDrafts.DraftedFile::path)
                .containsExactly(SecondLawyer.MODEL);
        assertThatThrownBy(() -> releases.putIntoForce(mine.id(), mine.version(), "analyst"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(SecondLawyer.MODEL);

        drafts.keepInSpite(mine.id(), mine.version(), SecondLawyer.MODEL, "analyst");
        releases.putIntoForce(mine.id(), drafts.get(mine.id()).version(), "analyst");
        assertThat(inForce(SecondLawyer.MODEL)).contains(SecondLawyer.TASK).doesNotContain("Проверить ставку");
    }

    @Test
    void howeverManyPressTheButtonItTakesEffectOnce() throws Exception {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        int approval = version(APPROVAL);

        List<Boolean> done = atOnce(() -> {
            try {
                releases.putIntoForce(draft.id(), draft.version(), "analyst");
                return true;
            } catch (ConflictException | ConcurrencyFailureException e) {
                return false;
            }
        });

        assertThat(done).containsOnlyOnce(true);
        assertThat(version(APPROVAL)).isEqualTo(approval + 1);
    }

    @Test
    void atItsTimeADraftTakesEffectByItself() {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        int approval = version(APPROVAL);
        LocalDateTime at = LocalDateTime.now(clock).plusHours(9);

        releases.schedule(draft.id(), draft.version(), at, "analyst");

        assertThat(timers()).singleElement().satisfies(job -> assertThat(
                        job.getDuedate().toInstant())
                .isEqualTo(at.atZone(clock.getZone()).toInstant()));
        assertThat(drafts.get(draft.id()).state()).isEqualTo(State.SCHEDULED);
        assertThatThrownBy(() ->
                        drafts.remove(draft.id(), drafts.get(draft.id()).version(), SecondLawyer.MODEL, "analyst"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("сначала отмените ввод");
        assertThat(version(APPROVAL)).isEqualTo(approval);

        clock.move(Duration.ofHours(9));
        management.executeJob(timers().get(0).getId());

        assertThat(version(APPROVAL)).isEqualTo(approval + 1);
        assertThat(drafts.get(draft.id()).state()).isEqualTo(State.IN_FORCE);
        assertThat(timers()).isEmpty();
        assertThat(history.find(latest(APPROVAL).getDeploymentId())
                        .orElseThrow()
                        .user())
                .as("who had set the time")
                .isEqualTo("analyst");
    }

    @Test
    void whatWouldNotPassAtItsTimeSaysWhyAndChangesNothing() {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        releases.schedule(draft.id(), draft.version(), LocalDateTime.now(clock).plusHours(1), "analyst");
        ModelDraft other = draft(renamed("Проверить ставку"));
        releases.putIntoForce(other.id(), other.version(), "admin");
        int approval = version(APPROVAL);

        management.executeJob(timers().get(0).getId());

        ModelDraft refused = drafts.get(draft.id());
        assertThat(refused.state()).isEqualTo(State.OPEN);
        assertThat(refused.refusal()).contains(SecondLawyer.MODEL);
        assertThat(version(APPROVAL)).isEqualTo(approval);
        assertThat(timers()).isEmpty();

        drafts.keepInSpite(draft.id(), refused.version(), SecondLawyer.MODEL, "analyst");
        assertThat(drafts.get(draft.id()).refusal()).as("until it is mended").isNull();
    }

    @Test
    void aTimeCanBeTakenBackAndLiesInTheFuture() {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        for (LocalDateTime bad : new LocalDateTime[] {
            null, LocalDateTime.now(clock), LocalDateTime.now(clock).plusYears(2)
        }) {
            assertThatThrownBy(() -> releases.schedule(draft.id(), draft.version(), bad, "analyst"))
                    .isInstanceOf(RefusedException.class);
        }
        ModelDraft broken = draft(noModel());
        assertThatThrownBy(() -> releases.schedule(
                        broken.id(), broken.version(), LocalDateTime.now(clock).plusHours(1), "analyst"))
                .isInstanceOf(ExaminationFailedException.class);
        assertThat(timers()).isEmpty();

        releases.schedule(draft.id(), draft.version(), LocalDateTime.now(clock).plusHours(1), "analyst");
        releases.unschedule(draft.id(), drafts.get(draft.id()).version(), "analyst");

        assertThat(timers()).isEmpty();
        assertThat(drafts.get(draft.id()).state()).isEqualTo(State.OPEN);
    }

    @Test
    void aDraftThatIsOverIsNotChangedAnyMore() {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        drafts.discard(draft.id(), draft.version(), "analyst");

        assertThat(drafts.open()).noneMatch(each -> each.id().equals(draft.id()));
        int version = drafts.get(draft.id()).version();
        assertThatThrownBy(() -> releases.putIntoForce(draft.id(), version, "analyst"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("отменён");
    }

    @Test
    void howMuchRunsOnAModelIsCountedByInstancesAndDeals() {
        List<String> keys = List.of("callback-of-nobody", "lost-deal");
        DraftImpact.Running before = impact.ofModels(keys).get(1);
        ProcessInstance one = waiting();
        ProcessInstance same = runtime.createProcessInstanceByKey("lost-deal")
                .businessKey(runtime.createProcessInstanceQuery()
                        .processInstanceId(one.getId())
                        .singleResult()
                        .getBusinessKey())
                .setVariable("dealOwner", "manager")
                .startBeforeActivity("Task_ContactAgain")
                .executeWithVariablesInReturn(true, true);
        try {
            assertThat(impact.ofModels(keys))
                    .containsExactly(
                            new DraftImpact.Running("callback-of-nobody", 0, 0),
                            new DraftImpact.Running("lost-deal", before.instances() + 2, before.deals() + 1));
        } finally {
            runtime.deleteProcessInstance(one.getId(), "test");
            runtime.deleteProcessInstance(same.getId(), "test");
        }
    }
}
