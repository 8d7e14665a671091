package io.polisflow.process.models.draft;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.draft.ReleaseHistory.Past;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.gate.WordingFile;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts drafts into force, at once or at a time, and takes that back; running instances stay on the version they began with. */
@Service
@Transactional
public class ModelReleases {

    /** Beyond that nobody knows what the models will look like. */
    private static final int FARTHEST_DAYS = 366;

    private final ModelDrafts drafts;
    private final ModelDeployer deployer;
    private final ReleaseTimer timer;
    private final ReleaseHistory history;
    private final Releases releases;
    private final WordingReleases wordings;
    private final Clock clock;

    ModelReleases(
            ModelDrafts drafts,
            ModelDeployer deployer,
            ReleaseTimer timer,
            ReleaseHistory history,
            Releases releases,
            WordingReleases wordings,
            Clock clock) {
        this.drafts = drafts;
        this.deployer = deployer;
        this.timer = timer;
        this.history = history;
        this.releases = releases;
        this.wordings = wordings;
        this.clock = clock;
    }

    /**
     * The draft takes effect with the end of this transaction: new instances run it.
     *
     * @param seen the version of the draft that the user has before their eyes
     * @return the deployment's id
     * @throws RefusedException an {@link ExaminationFailedException} with what has to be mended, a {@link ConflictException} when somebody
     *     was faster; nothing has changed then
     */
    public String putIntoForce(long draftId, int seen, String user) {
        deployer.holdOthers();
        ModelDraft draft = drafts.get(draftId);
        draft.putIntoForce(seen, user, clock.instant());
        return deploy(draft, ready(draftId), user);
    }

    /**
     * The draft takes effect by itself at that time, when it is examined again.
     *
     * @param at in the insurer's zone
     * @throws RefusedException when it could not take effect now, or the time is not to come
     */
    public void schedule(long draftId, int seen, LocalDateTime at, String user) {
        if (at == null) {
            throw new RefusedException("at", "Укажите день и время ввода в действие");
        }
        Instant due = at.atZone(clock.getZone()).toInstant();
        if (!due.isAfter(clock.instant())) {
            throw new RefusedException("at", "Это время уже прошло: укажите будущее или введите в действие сейчас");
        }
        if (due.isAfter(clock.instant().plusSeconds(FARTHEST_DAYS * 86_400L))) {
            throw new RefusedException("at", "Назначить ввод можно не дальше чем на год вперёд");
        }
        ModelDraft draft = drafts.get(draftId);
        draft.schedule(seen, due, timer.start(draftId, due), user, clock.instant());
        ready(draftId);
    }

    /** @throws ConflictException when somebody was faster, or its time has come */
    public void unschedule(long draftId, int seen, String user) {
        timer.stop(drafts.get(draftId).unschedule(seen, user, clock.instant()));
    }

    /** Its time has come; does nothing when it took effect already or nobody wants it any more. */
    void onTime(long draftId) {
        deployer.holdOthers();
        ModelDraft draft = drafts.get(draftId);
        if (draft.state() == ModelDraft.State.SCHEDULED) {
            String user = draft.putIntoForceOnTime(clock.instant());
            deploy(draft, ready(draftId), user);
        }
    }

    /** What stopped it at its time, for whoever prepared it. */
    void refuseOnTime(long draftId, String why) {
        drafts.get(draftId).refuse(why);
    }

    private List<ModelFile> ready(long draftId) {
        String overtaken = drafts.files(draftId).stream()
                .filter(ModelDrafts.DraftedFile::overtaken)
                .map(ModelDrafts.DraftedFile::path)
                .collect(Collectors.joining(", "));
        if (!overtaken.isEmpty()) {
            throw new ConflictException("Пока готовился черновик, в действие ввели другую редакцию: " + overtaken
                    + ". Сравните с ней свои файлы и подтвердите замену или уберите файл из черновика");
        }
        List<ModelFile> files = drafts.deployed(draftId);
        if (files.isEmpty()) {
            throw new RefusedException(
                    "files",
                    "Черновик ничего не меняет: измените или загрузите то, что должно отличаться от действующего");
        }
        deployer.examine(files);
        return files;
    }

    private String deploy(ModelDraft draft, List<ModelFile> files, String user) {
        String deployment = deployModels(draft.title(), files);
        List<ReleasedWording> released = wordings.release(files, "Черновик «" + draft.title() + "»", user);
        releases.save(ModelRelease.of(draft, deployment, released, user, clock.instant()));
        return deployment;
    }

    /** @return the deployment's id, or one that stands for it when there are only wordings, which the engine does not keep */
    private String deployModels(String title, List<ModelFile> files) {
        List<ModelFile> models =
                files.stream().filter(file -> !WordingFile.is(file.path())).toList();
        return models.isEmpty()
                ? ReleaseHistory.ONLY_TEXTS + UUID.randomUUID()
                : deployer.deploy(title.length() > 255 ? title.substring(0, 255) : title, models);
    }

    /**
     * What that deployment replaced is in force again, as a new version: its models with the forms they had, its tables, the wordings.
     *
     * @return the new deployment's id
     * @throws RefusedException when there is nothing to go back to or it may not take effect any more; a {@link ConflictException} when
     *     one of its models was changed again since
     */
    public String goBack(String deploymentId, String user) {
        deployer.holdOthers();
        Past past = history.find(deploymentId)
                .orElseThrow(() -> new ConflictException("Такого ввода в действие нет: обновите страницу"));
        if (!past.latest()) {
            throw new ConflictException("После этого ввода те же модели уже меняли: сначала верните более поздний");
        }
        List<ModelFile> former = history.replacedBy(past);
        if (former.isEmpty()) {
            throw new RefusedException(null, "До этого ввода этих моделей не было: возвращать нечего");
        }
        deployer.examine(former);
        String note = "Возврат: отменён ввод «" + past.title() + "»";
        String deployment = deployModels(note, former);
        List<ReleasedWording> released = wordings.release(former, note, user);
        releases.save(ModelRelease.goingBack(deploymentId, deployment, released, user, note, clock.instant()));
        return deployment;
    }

    interface Releases extends Repository<ModelRelease, Long> {
        ModelRelease save(ModelRelease release);

        @Query("select m from ModelRelease m where m.draftId = :draftId")
        Optional<ModelRelease> findByDraftId(long draftId);

        @Query("select m from ModelRelease m where m.deploymentId = :deploymentId")
        Optional<ModelRelease> findByDeploymentId(String deploymentId);

        List<ModelRelease> findByDeploymentIdIn(List<String> deploymentIds);

        List<ModelRelease> findByDeploymentIdStartingWithOrderByIdDesc(String prefix, Limit most);
    }
}
