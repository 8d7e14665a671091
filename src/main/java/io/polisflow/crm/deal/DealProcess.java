package io.polisflow.crm.deal;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Tells the running model of a deal what a person or an outside system decided; the model moves the deal, in the caller's transaction.
 *
 * <p>Every method refuses with {@link io.polisflow.crm.RefusedException} (field null) when the deal is over or not at a point
 * where that makes sense, and throws {@link java.util.NoSuchElementException} for an unknown number.
 */
public interface DealProcess {

    /** Ends all work on the deal at once and starts waiting for the new contact. */
    void lose(String dealNumber, Loss loss);

    /** @param until the day on which work goes on by itself; after today */
    void pause(String dealNumber, LocalDate until, String reason);

    /** Goes on before the pause is over. */
    void resume(String dealNumber);

    /** The client agrees: the talks end. */
    void agree(String dealNumber);

    /** @return deal number → what its models wait for at this moment; a deal whose models wait for none of it is absent */
    Map<String, Set<Decision>> awaited(Collection<String> dealNumbers);

    /** Moves the deal with its open and future tasks and its planned touches to another manager. */
    void handOver(String dealNumber, String newOwner);
}
