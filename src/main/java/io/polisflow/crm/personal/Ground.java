package io.polisflow.crm.personal;

/** On what legal ground somebody is written to or called: the law lets a contract be served without a consent, and nothing else. */
public enum Ground {
    /** Serving a contract that there is or that is being signed; no withdrawal stops it. */
    CONTRACT("исполнение договора"),
    /** Answering what the person asked for. */
    REQUEST("ответ на обращение"),
    /** What the client agreed to hear in a talk: a renewal, a lost deal that came back; a no to advertising stops it. */
    OFFER("предложение по договорённости"),
    /** Offers that nobody asked for: the first contact, coming back after a loss. */
    MARKETING("реклама и предложения");

    private final String label;

    Ground(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether its reader may say no to more of it. */
    public boolean isOptional() {
        return this == OFFER || this == MARKETING;
    }

    /** @return the ground of a letter that answers one: whoever is answered has asked */
    public Ground answering() {
        return isOptional() ? REQUEST : this;
    }
}
