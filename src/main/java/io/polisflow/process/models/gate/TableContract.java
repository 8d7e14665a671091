package io.polisflow.process.models.gate;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the code gives to the product's own tables and what it reads of their answer; tables that only models ask are not among them.
 *
 * @param given the variables; what the asking model provides comes on top
 * @param optional read where the table has such a column, and may stay empty
 * @param read by name the values that the code can work with, as a FEEL unary test; empty for any
 */
record TableContract(Set<String> given, Map<String, String> read, Map<String, String> optional) {

    /** Key of the table that gives tasks their deadlines. */
    static final String DEADLINES = "task-sla";

    private static final Set<String> DEAL = Set.of("product", "sum", "clientClass", "priority");
    private static final Map<String, String> TERMS = Map.of("workingHours", "> 0", "warningShare", "(0..1]");

    private static final Map<String, TableContract> BY_KEY = Map.of(
            DEADLINES,
            new TableContract(with("process", "task"), TERMS, Map.of("takeHours", ">= 0")),
            "stage-sla",
            new TableContract(with("subject"), TERMS, Map.of()),
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

    TableContract(Set<String> given, Map<String, String> read) {
        this(given, read, Map.of());
    }

    private static Set<String> with(String... names) {
        return Stream.concat(Stream.of(names), DEAL.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** @return whether the code makes something of that answer */
    boolean reads(String name) {
        return read.containsKey(name) || optional.containsKey(name);
    }

    /** @return the values that it can work with, empty for any */
    String wanted(String name) {
        return read.getOrDefault(name, optional.getOrDefault(name, ""));
    }

    /** @return null when no code knows the table */
    static TableContract of(String key) {
        return BY_KEY.get(key);
    }
}
