package io.polisflow.crm.calendar;

/** What a day is instead of what its weekday says; a shortened day is worked, an hour less. */
public enum DayKind {
    OFF("выходной"),
    WORKING("рабочий"),
    SHORTENED("сокращённый");

    private final String label;

    DayKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
