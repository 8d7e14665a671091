package io.polisflow.crm.deal;

import java.time.Instant;

/** What other parts of the CRM may listen to; published inside the transaction that makes it true. */
public final class DealEvents {

    private DealEvents() {}

    /** Opened, or at another stage than before. */
    public record DealMoved(String dealNumber) {}

    /**
     * A deal came to a stage; told before {@link DealMoved}.
     *
     * @param left where it was {@code since} then, null for a deal that was just opened
     */
    public record StageChanged(
            String dealNumber, Long clientId, Stage left, Instant since, Stage entered, Instant at) {}

    /** The products or the premium of its offer may have changed. */
    public record OfferChanged(String dealNumber) {}

    public record DealWon(String dealNumber) {}

    /** @param reason code of the dictionary of loss reasons */
    public record DealLost(String dealNumber, String reason) {}

    public record DealPaused(String dealNumber) {}

    public record DealResumed(String dealNumber) {}

    public record PriorityChanged(String dealNumber) {}

    public record DealHandedOver(String dealNumber, String newOwner) {}
}
