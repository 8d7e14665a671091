package io.polisflow.process.models.draft;

import io.polisflow.crm.Fingerprint;
import io.polisflow.process.models.gate.ModelFile;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;

/** One file of a draft, and the fingerprint of what was in force under its path when it was brought. */
@Entity
@Table(name = "model_draft_file")
class DraftFile {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private Long draftId;
    private String path;
    private byte[] content;
    private String baseSha256;
    private String changedBy;
    private Instant changedAt;

    protected DraftFile() {}

    DraftFile(long draftId, ModelFile file, byte[] base, String user, Instant now) {
        this.draftId = draftId;
        this.path = file.path();
        this.baseSha256 = fingerprint(base);
        replace(file.content(), user, now);
    }

    void replace(byte[] newContent, String user, Instant now) {
        content = newContent.clone();
        changedBy = user;
        changedAt = now;
    }

    /** What is in force now was looked at and is to be replaced all the same. */
    void rebase(byte[] inForce) {
        baseSha256 = fingerprint(inForce);
    }

    /** @param inForce null when there is none @return whether somebody else has changed meanwhile what this file replaces */
    boolean isOvertaken(byte[] inForce) {
        return !Objects.equals(baseSha256, fingerprint(inForce));
    }

    private static String fingerprint(byte[] bytes) {
        return bytes == null ? null : Fingerprint.of(bytes);
    }

    ModelFile file() {
        return new ModelFile(path, content.clone());
    }

    String path() {
        return path;
    }

    String changedBy() {
        return changedBy;
    }

    Instant changedAt() {
        return changedAt;
    }
}
