package io.polisflow.crm.personal;

/** On what legal ground somebody is written to or called: the law lets a contract be served without a consent, and nothing else. */
public enum Ground {
    /** Serving a contract that there is or that is being signed; no withdrawal stops it. */
    CONTRACT("исполнение договора"),
    /** Answering what the person asked for. */
    REQUEST("ответ на обращение"),
    /** Offers that nobody asked for: first calls, renewals, additional products, coming back after a loss. */
    MARKETING("реклама и предложения");

    private final String label;

    Ground(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
