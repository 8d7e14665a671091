package io.polisflow.crm.document;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** A kept file's name, type, size and digest; its bytes never change, unless they have to be forgotten, and are read through {@link Files}. */
@Entity
public class StoredFile {

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

    protected StoredFile() {}

    StoredFile(String name, String mediaType, long size, String sha256, Instant createdAt) {
        this.name = name;
        this.mediaType = mediaType;
        this.size = size;
        this.sha256 = sha256;
        this.createdAt = createdAt;
    }

    /** Its content is another one from now on. */
    void become(String newName, String newType, long newSize, String newDigest) {
        name = newName;
        mediaType = newType;
        size = newSize;
        sha256 = newDigest;
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
