package io.polisflow.process.models.draft;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** That somebody put models into force; it never changes. */
@Entity
class ModelRelease {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String deploymentId;
    private Long draftId;
    private String undoes;

    @Column(name = "at_")
    private Instant at;

    private String actor;
    private String note;

    protected ModelRelease() {}

    private ModelRelease(String deploymentId, Long draftId, String undoes, String actor, String note, Instant now) {
        this.deploymentId = deploymentId;
        this.draftId = draftId;
        this.undoes = undoes;
        this.actor = actor;
        this.note = note;
        this.at = now;
    }

    static ModelRelease of(ModelDraft draft, String deploymentId, String actor, Instant now) {
        return new ModelRelease(deploymentId, draft.id(), null, actor, draft.note(), now);
    }

    /** @param undone the deployment whose predecessors are in force again */
    static ModelRelease goingBack(String undone, String deploymentId, String actor, String note, Instant now) {
        return new ModelRelease(deploymentId, null, undone, actor, note, now);
    }

    static ModelRelease ofDelivery(String deploymentId, String actor, Instant now) {
        return new ModelRelease(
                deploymentId, null, null, actor, "Взята редакция, которая пришла с обновлением системы", now);
    }

    String deploymentId() {
        return deploymentId;
    }

    Long draftId() {
        return draftId;
    }

    String undoes() {
        return undoes;
    }

    Instant at() {
        return at;
    }

    String actor() {
        return actor;
    }

    String note() {
        return note;
    }
}
