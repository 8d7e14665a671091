package io.polisflow.process.sla.bulk;

/** What came of one task of a bulk action. */
public enum BulkOutcome {
    DONE("сделано"),
    /** It was so already. */
    UNCHANGED("не понадобилось"),
    REFUSED("отказано");

    private final String label;

    BulkOutcome(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
