package io.polisflow.crm.proposal;

import java.util.Arrays;

/** Who approves a proposal, and what each of them answers for. */
public enum ApprovalRole {
    UNDERWRITER("underwriter", "Андеррайтер", "Проверка тарифа"),
    LAWYER("lawyer", "Юрист", "Проверка условий"),
    HEAD("head", "Руководитель", "Утверждение скидки");

    private final String code;
    private final String label;
    private final String subject;

    ApprovalRole(String code, String label, String subject) {
        this.code = code;
        this.label = label;
        this.subject = subject;
    }

    /** @return the value that the table {@code approval-route} and the model use */
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    public String subject() {
        return subject;
    }

    /** @throws IllegalArgumentException when no role has that code */
    public static ApprovalRole of(String code) {
        return Arrays.stream(values())
                .filter(role -> role.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no approver «" + code + "»"));
    }
}
