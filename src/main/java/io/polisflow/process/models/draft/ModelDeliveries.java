package io.polisflow.process.models.draft;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.engine.DeliveredModels;
import io.polisflow.process.engine.DeliveredModels.Waiting;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.draft.ModelReleases.Releases;
import io.polisflow.process.models.gate.ModelFile;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Models that came with an update of the product and wait, since analysts have put versions of their own into force. */
@Service
@Transactional
public class ModelDeliveries {

    private static final String TITLE = "Поставленная редакция";

    private final DeliveredModels delivered;
    private final ModelDeployer deployer;
    private final ModelDrafts drafts;
    private final Releases releases;
    private final OwnWork ownWork;
    private final Clock clock;

    ModelDeliveries(
            DeliveredModels delivered,
            ModelDeployer deployer,
            ModelDrafts drafts,
            Releases releases,
            OwnWork ownWork,
            Clock clock) {
        this.delivered = delivered;
        this.deployer = deployer;
        this.drafts = drafts;
        this.releases = releases;
        this.ownWork = ownWork;
        this.clock = clock;
    }

    /** @return keys of the models and tables that wait */
    @Transactional(readOnly = true)
    public List<String> waiting() {
        return ownWork.call(delivered::waiting).stream().map(Waiting::key).toList();
    }

    /**
     * The delivered versions take effect with the end of this transaction, in place of the analysts' own.
     *
     * @param keys of models that wait
     * @return the deployment's id
     * @throws RefusedException an {@link ExaminationFailedException} when they do not go together with what is in force, a {@link
     *     ConflictException} when one of them does not wait any more; nothing has changed then
     */
    public String take(Collection<String> keys, String user) {
        deployer.holdOthers();
        List<ModelFile> files = files(keys);
        deployer.examine(files);
        String deployment = deployer.deployDelivered(files);
        releases.save(ModelRelease.ofDelivery(deployment, user, clock.instant()));
        return deployment;
    }

    /**
     * The delivered versions as a draft, to be compared with those in force and worked into them.
     *
     * @param keys of models that wait
     * @return the draft's id
     * @throws RefusedException a {@link ConflictException} when one of them does not wait any more
     */
    public long draft(Collection<String> keys, String user) {
        List<ModelFile> files = files(keys);
        ModelDraft draft = drafts.create(TITLE, "Сравнить с действующей и решить, что из неё взять", user);
        drafts.add(draft.id(), draft.version(), files, user);
        return draft.id();
    }

    private List<ModelFile> files(Collection<String> keys) {
        if (keys.isEmpty()) {
            throw new RefusedException("key", "Отметьте хотя бы одну поставленную модель");
        }
        List<Waiting> chosen = ownWork.call(delivered::waiting).stream()
                .filter(model -> keys.contains(model.key()))
                .toList();
        if (chosen.size() < keys.size()) {
            throw new ConflictException("Этот выбор устарел: обновите страницу");
        }
        return chosen.stream()
                .flatMap(model -> model.files().entrySet().stream())
                .map(file -> new ModelFile(file.getKey(), file.getValue()))
                .toList();
    }
}
