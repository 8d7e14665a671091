package io.polisflow.security;

import java.io.Serial;
import java.util.List;

/** Carries what production lacks to the start-up report; each problem is a Russian sentence that names its setting. */
public class ProductionSettingsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    ProductionSettingsException(List<String> problems) {
        super("Настройки профиля production неполны: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
