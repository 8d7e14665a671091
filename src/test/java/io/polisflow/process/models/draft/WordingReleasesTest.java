package io.polisflow.process.models.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.TemplateVersion;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.Wording;
import io.polisflow.crm.template.Wordings;
import io.polisflow.fixtures.ModelsAsDelivered;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.ModelDraft.State;
import io.polisflow.process.models.draft.ReleaseHistory.Past;
import io.polisflow.process.models.gate.Finding;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Wordings of letters and documents as part of a draft: they take effect and go back with its models, or not at all. */
abstract class WordingReleasesTest extends DatabaseTest {

    private static final Template LETTER = Template.DEAL_LETTER;
    private static final Wording NEW = new Wording("О сделке {номер сделки}", "Добрый день[, {имя контакта}]!");

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private ModelReleases releases;

    @Autowired
    private ReleaseHistory history;

    @Autowired
    private Templates templates;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @AfterEach
    void asDelivered() {
        ModelsAsDelivered.restore(repository, management, jdbc);
        jdbc.update("delete from template_version where template = ?", LETTER.code());
    }

    private ModelDraft draft(ModelFile... files) {
        ModelDraft draft = drafts.create("Новое письмо", "Короче и теплее", "analyst");
        drafts.add(draft.id(), draft.version(), List.of(files), "analyst");
        return drafts.get(draft.id());
    }

    private static ModelFile letter(Wording wording) {
        return WordingFile.of(LETTER, wording);
    }

    private String putIntoForce(ModelDraft draft) {
        return releases.putIntoForce(draft.id(), draft.version(), "analyst");
    }

    private long deployments() {
        return repository.createDeploymentQuery().count();
    }

    @Test
    void everyWordingIsInForceAsAFile() {
        assertThat(drafts.inForce().keySet())
                .contains("templates/deal-letter.txt", "templates/contract-document.txt", "bpmn/deal.bpmn");
        for (Template template : Template.values()) {
            byte[] content = drafts.inForce().get(WordingFile.path(template)).content();
            assertThat(WordingFile.read(template, content)).contains(Wordings.delivered(template));
        }
    }

    @Test
    void aWordingTakesEffectWithTheModelsOfItsDraftAndGoesBackWithThem() {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines(), letter(NEW));

        String deployment = putIntoForce(draft);

        assertThat(templates.current(LETTER)).isEqualTo(NEW);
        TemplateVersion version = templates.newest(LETTER).orElseThrow();
        assertThat(version.note()).isEqualTo("Черновик «Новое письмо»");
        assertThat(version.author()).isEqualTo("analyst");
        assertThat(version.at()).isEqualTo(clock.instant());
        assertThat(repository.getDeploymentResourceNames(deployment)).noneMatch(WordingFile::is);
        Past past = history.find(deployment).orElseThrow();
        assertThat(past.wordings()).singleElement().satisfies(wording -> {
            assertThat(wording.label()).isEqualTo("Письмо по сделке");
            assertThat(wording.number()).isEqualTo(1);
        });
        assertThat(past.models()).hasSize(2);

        String back = releases.goBack(deployment, "head");

        assertThat(templates.current(LETTER)).isEqualTo(Wordings.delivered(LETTER));
        assertThat(templates.newest(LETTER).orElseThrow().number()).isEqualTo(2);
        assertThat(templates.newest(LETTER).orElseThrow().note()).contains("отменён ввод «Новое письмо»");
        assertThat(templates.newest(LETTER).orElseThrow().author()).isEqualTo("head");
        assertThat(drafts.inForce().get(SecondLawyer.MODEL).content())
                .isEqualTo(SecondLawyer.file("", SecondLawyer.delivered(SecondLawyer.MODEL))
                        .content());
        releases.goBack(back, "head");
        assertThat(templates.current(LETTER)).isEqualTo(NEW);
    }

    @Test
    void aDraftOfWordingsAloneNeedsNoDeployment() {
        long before = deployments();

        String release = putIntoForce(draft(letter(NEW)));

        assertThat(deployments()).isEqualTo(before);
        assertThat(templates.current(LETTER)).isEqualTo(NEW);
        Past past = history.latest(100).stream()
                .filter(each -> each.deployment().equals(release))
                .findFirst()
                .orElseThrow();
        assertThat(past.title()).isEqualTo("Новое письмо");
        assertThat(past.note()).isEqualTo("Короче и теплее");
        assertThat(past.reversible()).isTrue();

        String back = releases.goBack(release, "head");

        assertThat(deployments()).isEqualTo(before);
        assertThat(templates.current(LETTER)).isEqualTo(Wordings.delivered(LETTER));
        assertThat(history.find(back).orElseThrow().undoes()).isEqualTo(release);
        assertThat(history.find(release).orElseThrow().reversible()).isFalse();
    }

    @Test
    void aFieldThatNobodyKnowsIsNamedWithItsLineInTheFile() {
        ModelDraft draft =
                draft(letter(new Wording("О сделке", "Добрый день!\n\nВаш ИНН {ИНН}")), SecondLawyer.deadlines());

        assertThatThrownBy(() -> putIntoForce(draft))
                .isInstanceOfSatisfying(ExaminationFailedException.class, refusal -> assertThat(refusal.findings())
                        .anySatisfy(finding -> {
                            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                            assertThat(finding.file()).isEqualTo("templates/deal-letter.txt");
                            assertThat(finding.line()).isEqualTo(5);
                            assertThat(finding.problem()).contains("Нет поля «ИНН»");
                        }));

        assertThat(templates.newest(LETTER)).isEmpty();
        assertThat(drafts.get(draft.id()).state()).isEqualTo(State.OPEN);
    }

    @Test
    void modelsAndWordingsShareOneTransaction() {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines(), letter(NEW));
        long before = deployments();

        transaction.executeWithoutResult(status -> {
            putIntoForce(draft);
            assertThat(templates.current(LETTER)).isEqualTo(NEW);
            status.setRollbackOnly();
        });

        assertThat(templates.newest(LETTER)).isEmpty();
        assertThat(deployments()).isEqualTo(before);
        assertThat(drafts.get(draft.id()).state()).isEqualTo(State.OPEN);
    }

    @Test
    void whatSomebodyElseWordedMeanwhileIsReplacedOnlyOnPurpose() {
        ModelDraft draft = draft(letter(NEW));
        templates.save(LETTER, 0, new Wording("Иначе", "Здравствуйте!"), null, "head");

        assertThat(drafts.files(draft.id())).singleElement().satisfies(file -> assertThat(file.overtaken())
                .isTrue());
        assertThatThrownBy(() -> putIntoForce(draft))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("templates/deal-letter.txt");

        drafts.keepInSpite(draft.id(), draft.version(), "templates/deal-letter.txt", "analyst");
        String release = putIntoForce(drafts.get(draft.id()));
        assertThat(templates.newest(LETTER).orElseThrow().number()).isEqualTo(2);
        templates.save(LETTER, 2, new Wording("Ещё иначе", "Здравствуйте!"), null, "head");

        assertThatThrownBy(() -> releases.goBack(release, "analyst"))
                .as("what was worded since is not undone")
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("сначала верните более поздний");
    }

    @Test
    void atItsTimeAWordingTakesEffectByItself() {
        ModelDraft draft = draft(letter(NEW));
        releases.schedule(draft.id(), draft.version(), LocalDateTime.now(clock).plusHours(3), "analyst");
        assertThat(templates.newest(LETTER)).isEmpty();
        clock.move(Duration.ofHours(3));

        management.executeJob(
                jdbc.queryForObject("select job_id from model_draft where id = ?", String.class, draft.id()));

        assertThat(templates.current(LETTER)).isEqualTo(NEW);
        assertThat(templates.newest(LETTER).orElseThrow().author()).isEqualTo("analyst");
    }

    @Test
    void aWordingThatSaysTheSameChangesNothing() {
        ModelDraft draft = draft(new ModelFile(
                "deal-letter.txt", (Wordings.delivered(LETTER).written().replace("\n", "\r\n") + "\r\n").getBytes()));

        assertThat(drafts.deployed(draft.id())).isEmpty();
    }
}
