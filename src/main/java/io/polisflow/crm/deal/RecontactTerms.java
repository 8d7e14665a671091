package io.polisflow.crm.deal;

/** Proposes when to come back to a lost client; an analyst's decision table stands behind it. */
public interface RecontactTerms {

    /**
     * @param lossReason code of the dictionary of loss reasons
     * @return months: 3, 6 or 12
     */
    int monthsFor(String lossReason);
}
