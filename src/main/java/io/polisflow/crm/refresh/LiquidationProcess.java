package io.polisflow.crm.refresh;

import io.polisflow.crm.deal.Deal;

/** Has a deal's manager decide whether to go on with a client that begins to cease to exist. */
public interface LiquidationProcess {

    /** Asks the manager, unless they are being asked already. */
    void begun(Deal deal);

    /** Nobody need decide any more: the deal is won or lost. */
    void settled(String dealNumber);
}
