package io.polisflow.process.models.gate;

import java.util.Map;
import java.util.Set;

/**
 * What the code gives to the product's own tables and what it reads of their answer; tables that only models ask are not among them.
 *
 * @param given the variables; what the asking model provides comes on top
 * @param read by name the values that the code can work with, as a FEEL unary test; empty for any
 */
record TableContract(Set<String> given, Map<String, String> read) {

    /** Key of the table that gives tasks their deadlines. */
    static final String DEADLINES = "task-sla";

    private static final Map<String, TableContract> BY_KEY = Map.of(
            DEADLINES,
            new TableContract(
                    Set.of("process", "task", "product", "sum"),
                    Map.of("workingHours", "> 0", "warningShare", "(0..1]")),
            "approval-route",
            new TableContract(Set.of("maxDiscount", "sumInsured"), Map.of("approver", "")),
            "cross-sell",
            new TableContract(
                    Set.of("productsHeld", "okvedDivision", "employees", "sumInsured", "changed"),
                    Map.of("product", "", "reason", "")),
            "escalation",
            new TableContract(
                    Set.of("level", "kind", "process", "priority", "clientClass"),
                    Map.of(
                            "hours",
                            ">= 0",
                            "whom",
                            "\"doer\",\"group\",\"head\",\"supervisors\"",
                            "letter",
                            "\"now\",\"digest\",\"none\"")),
            "recontact-term",
            new TableContract(Set.of("lossReason"), Map.of("months", "3,6,12")));

    /** @return null when no code knows the table */
    static TableContract of(String key) {
        return BY_KEY.get(key);
    }
}
