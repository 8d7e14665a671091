package io.polisflow.crm.document;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** A kept file's name, type, size and digest; its bytes never change and are read through {@link Files}. */
@Entity
public class StoredFile {

    /** What the columns hold. */
    private static final int LONGEST_REASON = 500;

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String name;
    private String mediaType;

    @Column(name = "size_bytes")
    private long size;

    private String sha256;
    private Instant createdAt;
    private String quarantine;
    private boolean unscanned;
    private String warning;

    protected StoredFile() {}

    StoredFile(String name, String mediaType, long size, String sha256, Instant createdAt) {
        this.name = name;
        this.mediaType = mediaType;
        this.size = size;
        this.sha256 = sha256;
        this.createdAt = createdAt;
    }

    void judged(IncomingFiles.Verdict verdict) {
        this.quarantine = cut(verdict.quarantine());
        this.unscanned = verdict.unscanned();
        this.warning = cut(verdict.warning());
    }

    static String cut(String text) {
        return text == null || text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }

    /** @return why the file is not handed out, in Russian, or null */
    public String quarantine() {
        return quarantine;
    }

    /** @return whether the file waits for the virus scanner, which did not answer */
    boolean isUnscanned() {
        return unscanned;
    }

    /** @return what whoever opens the file should know, in Russian, or null */
    public String warning() {
        return warning;
    }

    public Long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    /** @return bytes */
    public long size() {
        return size;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** @return lower-case hex */
    public String sha256() {
        return sha256;
    }
}
