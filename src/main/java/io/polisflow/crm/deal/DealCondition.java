package io.polisflow.crm.deal;

import java.util.HashMap;
import java.util.Map;

/** What narrows the list of deals beside stage, manager and text, so that whoever counts deals can show them. */
public interface DealCondition {

    /** @return a condition on the deal {@code d}, for a JPQL query */
    String jpql();

    /** @return a value for each parameter that the condition names */
    Map<String, Object> parameters();

    /** A condition without parameters. */
    static DealCondition of(String jpql) {
        return of(jpql, Map.of());
    }

    static DealCondition of(String jpql, Map<String, Object> parameters) {
        return new DealCondition() {
            @Override
            public String jpql() {
                return jpql;
            }

            @Override
            public Map<String, Object> parameters() {
                return parameters;
            }
        };
    }

    /** Both must hold; their parameters have different names. */
    default DealCondition and(DealCondition other) {
        Map<String, Object> all = new HashMap<>(parameters());
        all.putAll(other.parameters());
        return of("(" + jpql() + ") and (" + other.jpql() + ")", all);
    }
}
