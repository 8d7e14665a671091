package io.polisflow.crm.policy;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;
import java.time.LocalDate;

/** News of a policy that is not known yet: a new term, or a cancellation. */
@Entity
public class AwaitedPolicyChange {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String policyNumber;
    private LocalDate startsOn;
    private LocalDate endsOn;
    private LocalDate cancelledOn;
    private String reason;
    private Instant receivedAt;

    protected AwaitedPolicyChange() {}

    private AwaitedPolicyChange(String policyNumber) {
        this.policyNumber = policyNumber;
    }

    static AwaitedPolicyChange newTerm(String policyNumber, LocalDate startsOn, LocalDate endsOn) {
        AwaitedPolicyChange news = new AwaitedPolicyChange(policyNumber);
        news.startsOn = startsOn;
        news.endsOn = endsOn;
        return news;
    }

    static AwaitedPolicyChange cancellation(String policyNumber, LocalDate on, String reason) {
        AwaitedPolicyChange news = new AwaitedPolicyChange(policyNumber);
        news.cancelledOn = on;
        news.reason = reason;
        return news;
    }

    AwaitedPolicyChange receivedAt(Instant now) {
        receivedAt = now;
        return this;
    }

    /** @throws io.polisflow.crm.RefusedException when the policy's state does not allow it */
    void reach(Policies policies) {
        if (cancelledOn == null) {
            policies.changeTerm(policyNumber, startsOn, endsOn);
        } else {
            policies.cancel(policyNumber, cancelledOn, reason);
        }
    }

    public String policyNumber() {
        return policyNumber;
    }
}
