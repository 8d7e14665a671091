package io.polisflow.crm.telephony;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** A client who called and reached nobody, until somebody has spoken with them; there is one open for a client at most. */
@Entity
@Table(name = "call_back")
public class PendingCallBack {

    /** How it ended. */
    public enum Result {
        REACHED("Перезвонили клиенту"),
        /** They spoke in a call of its own, before or beside the task. */
        TALKED("Поговорили с клиентом"),
        NOT_NEEDED("Перезванивать не стали");

        private final String label;

        Result(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    @Id
    private Long id;

    private Long clientId;
    private String openKey;

    @ManyToOne(fetch = FetchType.LAZY)
    private Deal deal;

    @ManyToOne(fetch = FetchType.LAZY)
    private Contact contact;

    private String number;
    private String owner;
    private int calls;
    private Instant firstAt;
    private Instant lastAt;
    private Instant doneAt;

    @Enumerated(EnumType.STRING)
    private Result result;

    private String note;

    @Version
    private int lockVersion;

    protected PendingCallBack() {}

    void missedAgain(String from, Instant at) {
        calls++;
        number = from;
        lastAt = at.isAfter(lastAt) ? at : lastAt;
    }

    void done(Result how, String why, Instant at) {
        if (doneAt == null) {
            openKey = null;
            result = how;
            note = why;
            doneAt = at;
        }
    }

    public Long id() {
        return id;
    }

    public Long clientId() {
        return clientId;
    }

    /** @return null when the client has no open deal, or several */
    public Deal deal() {
        return deal;
    }

    public Contact contact() {
        return contact;
    }

    /** @return the number of the last missed call, E.164 */
    public String number() {
        return number;
    }

    /** @return id of the manager who is to call, or null when any may */
    public String owner() {
        return owner;
    }

    /** @return how many calls were missed */
    public int calls() {
        return calls;
    }

    public Instant lastAt() {
        return lastAt;
    }

    /** @return null while it is to be done */
    public Instant doneAt() {
        return doneAt;
    }

    public Result result() {
        return result;
    }

    public String note() {
        return note;
    }
}
