package io.polisflow.crm.client;

import io.polisflow.crm.RefusedException;
import java.util.Locale;

/** The fields of a contact that people edit on the card; the role is a code of its dictionary. */
public enum ContactField implements EditableField {
    NAME("Имя", 300),
    POSITION("Должность", 300),
    ROLE("Роль", 40),
    PHONE("Телефон", 60),
    EMAIL("Почта", 254),
    COLD("Температура", 5);

    private static final String ADDRESS = "[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\".]{2,}";

    private final String label;
    private final int longest;

    ContactField(String label, int longest) {
        this.label = label;
        this.longest = longest;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String shown(String value) {
        return this != COLD || value == null ? value : Boolean.parseBoolean(value) ? "холодный" : "тёплый";
    }

    @Override
    public String checked(String typed) {
        String text = typed == null ? "" : typed.replaceAll("\\p{Cntrl}+", " ").strip();
        if (text.isEmpty()) {
            return this == COLD ? "false" : null;
        }
        if (text.length() > longest) {
            throw wrong("не длиннее " + longest + " знаков");
        }
        return switch (this) {
            case PHONE ->
                PhoneNumber.normalise(text).orElseThrow(() -> wrong("не читается, ожидается вид +7 495 123-45-67"));
            case EMAIL -> {
                if (!text.matches(ADDRESS)) {
                    throw wrong("«" + text + "» не похоже на адрес");
                }
                yield text.toLowerCase(Locale.ROOT);
            }
            case COLD -> Boolean.toString(Boolean.parseBoolean(text));
            default -> text;
        };
    }

    private RefusedException wrong(String remedy) {
        return new RefusedException(key(), label + ": " + remedy);
    }
}
