package io.polisflow.process.sla.escalation;

import java.util.Arrays;

/** How far a deadline has been escalated. */
public enum Rung {
    UNTAKEN(0, "напомнили группе, что задачу никто не взял"),
    REMINDER(1, "напомнили исполнителю"),
    HEAD(2, "сообщено руководителю"),
    SUPERVISOR(3, "сообщено супервизорам");

    private final int level;
    private final String told;

    Rung(int level, String told) {
        this.level = level;
        this.told = told;
    }

    static Rung of(int level) {
        return Arrays.stream(values())
                .filter(rung -> rung.level == level)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no level " + level));
    }

    int level() {
        return level;
    }

    /** @return what has been done on this rung, Russian */
    public String told() {
        return told;
    }

    /** @return as the decision table names it */
    String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
