package io.polisflow.process.sla.bulk;

/** What can be done to many tasks at once. */
public enum BulkKind {
    REASSIGN("Переназначить", false),
    EXTEND("Продлить срок", true),
    RETRY("Повторить сбойные шаги", false),
    SUSPEND("Приостановить процессы", true),
    ACTIVATE("Возобновить процессы", false);

    private final String label;
    private final boolean reasoned;

    BulkKind(String label, boolean reasoned) {
        this.label = label;
        this.reasoned = reasoned;
    }

    public String label() {
        return label;
    }

    /** Whether a reason has to be given: somebody will ask for it. */
    public boolean isReasoned() {
        return reasoned;
    }

    /** @return what takes it back, null when nothing does */
    public BulkKind inverse() {
        return switch (this) {
            case REASSIGN -> REASSIGN;
            case SUSPEND -> ACTIVATE;
            case ACTIVATE -> SUSPEND;
            case EXTEND, RETRY -> null;
        };
    }
}
