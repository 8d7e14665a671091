package io.polisflow.crm.deal;

import java.util.Arrays;

/** The funnel; the model's token moves a deal along it (extension property {@code stage}), never a screen. */
public enum Stage {
    FIRST_CONTACT("first-contact", "Первичный контакт"),
    NEEDS_ANALYSIS("needs-analysis", "Анализ потребностей"),
    PROPOSAL_PREPARATION("proposal-preparation", "Подготовка КП"),
    PROPOSAL_APPROVAL("proposal-approval", "Согласование КП"),
    PROPOSAL_SENT("proposal-sent", "КП отправлено"),
    OBJECTIONS("objections", "Устранение возражений"),
    CONTRACT("contract", "Договор оформляется"),
    WON("won", "Выиграна"),
    LOST("lost", "Проиграна"),
    PAUSED("paused", "На паузе");

    private final String code;
    private final String label;

    Stage(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** @return the value that models write in the property {@code stage} */
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    public boolean isOpen() {
        return this != WON && this != LOST;
    }

    /** @throws IllegalArgumentException when no stage has that code */
    public static Stage of(String code) {
        return Arrays.stream(values())
                .filter(stage -> stage.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no funnel stage «" + code + "»"));
    }
}
