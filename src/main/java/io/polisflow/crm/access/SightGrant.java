package io.polisflow.crm.access;

import io.polisflow.crm.ConflictException;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;

/** Sight of one colleague's deals and clients that another was given; it stays as a record when it has ended. */
@Entity
public class SightGrant {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq", allocationSize = 50)
    private Long id;

    private String owner;
    private String grantee;
    private LocalDate lastDay;
    private String grantedBy;
    private Instant grantedAt;
    private String revokedBy;
    private Instant revokedAt;

    @Version
    private int lockVersion;

    protected SightGrant() {}

    SightGrant(String owner, String grantee, LocalDate lastDay, String grantedBy, Instant now) {
        this.owner = owner;
        this.grantee = grantee;
        this.lastDay = lastDay;
        this.grantedBy = grantedBy;
        this.grantedAt = now;
    }

    /** @throws ConflictException when it was revoked before */
    void revoke(String by, Instant now) {
        if (revokedAt != null) {
            throw new ConflictException("Этот доступ уже закрыт");
        }
        revokedBy = by;
        revokedAt = now;
    }

    public Long id() {
        return id;
    }

    /** @return login of the one whose deals are seen */
    public String owner() {
        return owner;
    }

    /** @return login of the one who sees them */
    public String grantee() {
        return grantee;
    }

    /** @return the last day on which it holds; null when it has no end */
    public LocalDate lastDay() {
        return lastDay;
    }

    public String grantedBy() {
        return grantedBy;
    }

    public Instant grantedAt() {
        return grantedAt;
    }

    /** @return null as long as nobody has revoked it */
    public String revokedBy() {
        return revokedBy;
    }

    /** @return null as long as nobody has revoked it */
    public Instant revokedAt() {
        return revokedAt;
    }
}
