package io.polisflow.crm.deal;

import java.util.Map;

/** What narrows the list of deals beside stage, manager and text, so that whoever counts deals can show them. */
public interface DealCondition {

    /** @return a condition on the deal {@code d}, for a JPQL query */
    String jpql();

    /** @return a value for each parameter that the condition names */
    Map<String, Object> parameters();
}
