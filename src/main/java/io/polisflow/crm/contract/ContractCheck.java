package io.polisflow.crm.contract;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** What the lawyer or the underwriter found in a contract before it went to the client. */
@Entity
public class ContractCheck {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Contract contract;

    @Enumerated(EnumType.STRING)
    private Role role;

    private boolean passed;

    @Column(name = "comment_")
    private String comment;

    private String checkedBy;
    private Instant checkedAt;

    protected ContractCheck() {}

    ContractCheck(Contract contract, Role role, boolean passed, String comment, String user, Instant now) {
        this.contract = contract;
        this.role = role;
        this.passed = passed;
        this.comment = comment;
        this.checkedBy = user;
        this.checkedAt = now;
    }

    /** Who checks. */
    public enum Role {
        LAWYER("Юрист"),
        UNDERWRITER("Андеррайтер");

        private final String label;

        Role(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Role role() {
        return role;
    }

    public boolean passed() {
        return passed;
    }

    /** @return what to correct, or null */
    public String comment() {
        return comment;
    }

    public String checkedBy() {
        return checkedBy;
    }

    public Instant checkedAt() {
        return checkedAt;
    }
}
