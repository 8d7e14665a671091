package io.polisflow.crm.dictionary;

/** The lists of choices that an administrator edits. */
public enum Dictionary {
    LEAD_SOURCE("Источники обращений"),
    LOSS_REASON("Причины проигрыша"),
    OBJECTION_CATEGORY("Виды возражений"),
    CONTACT_ROLE("Роли контактов");

    private final String label;

    Dictionary(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
