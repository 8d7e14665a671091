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

/** A call that an employee asked the exchange for; what became of it is a {@link CallRecord} once the exchange tells. */
@Entity
@Table(name = "call_order")
public class OrderedCall {

    @Id
    private Long id;

    private String commandId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Contact contact;

    private String employee;
    private String number;

    @Enumerated(EnumType.STRING)
    private State state;

    private String reason;
    private Instant orderedAt;

    @Version
    private int lockVersion;

    protected OrderedCall() {}

    /** Whether the exchange took it. */
    public enum State {
        SENT("вызов отправлен"),
        REFUSED("АТС отказала"),
        UNANSWERED("АТС не ответила");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    void refuse(String why) {
        state = State.REFUSED;
        reason = why.length() <= 1000 ? why : why.substring(0, 1000);
    }

    /** Nobody knows whether it rings: its events would tell. */
    void leaveOpen(String why) {
        state = State.UNANSWERED;
        reason = why;
    }

    public Long id() {
        return id;
    }

    /** @return ours, known to the exchange */
    public String commandId() {
        return commandId;
    }

    public Deal deal() {
        return deal;
    }

    public Contact contact() {
        return contact;
    }

    /** @return user id of who asked */
    public String employee() {
        return employee;
    }

    /** @return E.164 */
    public String number() {
        return number;
    }

    public State state() {
        return state;
    }

    /** @return why it does not ring, for the user, or null */
    public String reason() {
        return reason;
    }

    public Instant orderedAt() {
        return orderedAt;
    }
}
