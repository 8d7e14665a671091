package io.polisflow.crm.deal;

import java.util.Arrays;

/** How urgent a deal is; what is urgent is due earlier and stands first in the lists of tasks. */
public enum Priority {
    NORMAL("normal", "обычный", 50),
    URGENT("urgent", "срочный", 80);

    private final String code;
    private final String label;
    private final int ofTasks;

    Priority(String code, String label, int ofTasks) {
        this.code = code;
        this.label = label;
        this.ofTasks = ofTasks;
    }

    /** @return the value that decision tables ask for */
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /** @return the priority of the deal's tasks in the engine, 0 to 100 */
    public int ofTasks() {
        return ofTasks;
    }

    /** @throws IllegalArgumentException when no priority has that code */
    public static Priority of(String code) {
        return Arrays.stream(values())
                .filter(priority -> priority.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no priority «" + code + "»"));
    }
}
