package io.polisflow.crm.client;

/** How big a company is by the register of small and medium enterprises; whoever is not in it is large. */
public enum CompanySize {
    MICRO("Микропредприятие"),
    SMALL("Малое предприятие"),
    MEDIUM("Среднее предприятие"),
    LARGE("Крупное предприятие");

    private final String label;

    CompanySize(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
