package io.polisflow.process.models.draft;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    private String title;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "model_release_wording", joinColumns = @JoinColumn(name = "release_id"))
    private Set<ReleasedWording> wordings = new HashSet<>();

    protected ModelRelease() {}

    private ModelRelease(
            String title,
            String deploymentId,
            Long draftId,
            String undoes,
            String actor,
            String note,
            List<ReleasedWording> wordings,
            Instant now) {
        this.title = title;
        this.wordings.addAll(wordings);
        this.deploymentId = deploymentId;
        this.draftId = draftId;
        this.undoes = undoes;
        this.actor = actor;
        this.note = note;
        this.at = now;
    }

    static ModelRelease of(
            ModelDraft draft, String deploymentId, List<ReleasedWording> wordings, String actor, Instant now) {
        return new ModelRelease(draft.title(), deploymentId, draft.id(), null, actor, draft.note(), wordings, now);
    }

    /** @param undone the deployment whose predecessors are in force again */
    static ModelRelease goingBack(
            String undone,
            String deploymentId,
            List<ReleasedWording> wordings,
            String actor,
            String note,
            Instant now) {
        return new ModelRelease(
                note.length() > 255 ? note.substring(0, 255) : note,
                deploymentId,
                null,
                undone,
                actor,
                note,
                wordings,
                now);
    }

    static ModelRelease ofDelivery(String deploymentId, String actor, Instant now) {
        return new ModelRelease(
                "Поставленная редакция",
                deploymentId,
                null,
                null,
                actor,
                "Взята редакция, которая пришла с обновлением системы",
                List.of(),
                now);
    }

    String deploymentId() {
        return deploymentId;
    }

    /** @return null of what was put into force before titles were kept */
    String title() {
        return title;
    }

    /** @return in order of the templates */
    List<ReleasedWording> wordings() {
        return wordings.stream()
                .sorted(Comparator.comparing(ReleasedWording::template))
                .toList();
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
