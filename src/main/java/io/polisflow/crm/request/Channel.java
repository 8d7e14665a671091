package io.polisflow.crm.request;

/** How a request reached the insurer (step 2.1). */
public enum Channel {
    WEBFORM("Сайт"),
    EMAIL("Электронная почта"),
    PHONE("Телефон"),
    OUTREACH("Первое касание");

    private final String label;

    Channel(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
