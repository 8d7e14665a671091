package io.polisflow.process.sla.board;

/** What is worth a look beside how a deadline stands. */
public enum Mark {
    NOT_TAKEN("не взяты вовремя", "d.take_by < :now and d.taken_at is null and d.paused_at is null"),
    /** No row of the table spoke of it: the default stood in. */
    BY_DEFAULT("срок по умолчанию", "d.table_row is null and not d.fixed");

    private final String label;
    private final String condition;

    Mark(String label, String condition) {
        this.label = label;
        this.condition = condition;
    }

    public String label() {
        return label;
    }

    String condition() {
        return condition;
    }
}
