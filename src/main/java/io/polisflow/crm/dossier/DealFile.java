package io.polisflow.crm.dossier;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.StoredFile;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;

/** A file that an employee left with a deal; taken away it is only out of sight, so that it can come back. */
@Entity
public class DealFile {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @OneToOne(fetch = FetchType.LAZY, optional = false)
    private StoredFile file;

    private String uploadedBy;
    private Instant removedAt;

    @Version
    private int lockVersion;

    protected DealFile() {}

    DealFile(Deal deal, StoredFile file, String uploadedBy) {
        this.deal = deal;
        this.file = file;
        this.uploadedBy = uploadedBy;
    }

    void remove(Instant at) {
        if (removedAt != null) {
            throw new ConflictException("Файл «" + file.name() + "» уже убран из документов сделки");
        }
        removedAt = at;
    }

    void restore() {
        if (removedAt == null) {
            throw new ConflictException("Файл «" + file.name() + "» и так среди документов сделки");
        }
        removedAt = null;
    }

    public Long id() {
        return id;
    }

    public Deal deal() {
        return deal;
    }

    public StoredFile file() {
        return file;
    }

    /** @return user id */
    public String uploadedBy() {
        return uploadedBy;
    }

    /** @return when its uploader took it away, or null */
    public Instant removedAt() {
        return removedAt;
    }
}
