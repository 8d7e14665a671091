package io.polisflow.crm.deal;

import java.util.Arrays;
import java.util.Map;

/** What narrows the list of deals beside stage, manager and text, so that whoever counts deals can show them. */
public interface DealCondition {

    /** @return a condition on the deal {@code d}, for a JPQL query */
    String jpql();

    /** @return a value for each parameter that the condition names */
    Map<String, Object> parameters();

    /** Neither won nor lost. */
    static DealCondition open() {
        return new DealCondition() {
            @Override
            public String jpql() {
                return "d.stage in :openStages";
            }

            @Override
            public Map<String, Object> parameters() {
                return Map.of(
                        "openStages",
                        Arrays.stream(Stage.values()).filter(Stage::isOpen).toList());
            }
        };
    }
}
