package io.polisflow.crm.exchange;

import java.util.Arrays;
import java.util.Optional;

/** The systems that we speak with, by the short names that faults, health, metrics and the sandbox use. */
public enum OutsideSystem {
    REGISTRY("реестр компаний"),
    UNDERWRITING("система андеррайтинга"),
    TELEPHONY("телефония"),
    EDO("оператор ЭДО"),
    POLICY("учётная система полисов"),
    MAIL("почтовый сервер"),
    WEBFORM("форма на сайте");

    private final String label;

    OutsideSystem(String label) {
        this.label = label;
    }

    /** As it stands within a Russian sentence. */
    public String label() {
        return label;
    }

    /** @param code e.g. {@code registry}; null and unknown ones are nobody's */
    public static Optional<OutsideSystem> of(String code) {
        return Arrays.stream(values())
                .filter(system -> system.name().equalsIgnoreCase(code))
                .findFirst();
    }

    /**
     * Whose fault it was.
     *
     * @param fault what was thrown, e.g. {@code registry: no answer}; null and faults of our own are nobody's
     */
    public static Optional<OutsideSystem> failedIn(String fault) {
        return of(fault == null ? null : fault.replaceFirst(":.*", ""));
    }
}
