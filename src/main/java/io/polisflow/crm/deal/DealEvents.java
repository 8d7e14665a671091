package io.polisflow.crm.deal;

/** What other parts of the CRM may listen to; published inside the transaction that makes it true. */
public final class DealEvents {

    private DealEvents() {}

    public record DealWon(String dealNumber) {}

    /** @param reason code of the dictionary of loss reasons */
    public record DealLost(String dealNumber, String reason) {}

    public record DealPaused(String dealNumber) {}

    public record DealResumed(String dealNumber) {}

    public record DealHandedOver(String dealNumber, String newOwner) {}
}
