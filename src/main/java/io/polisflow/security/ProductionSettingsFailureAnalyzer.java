package io.polisflow.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the missing settings as a list instead of a stack trace. */
class ProductionSettingsFailureAnalyzer extends AbstractFailureAnalyzer<ProductionSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ProductionSettingsException cause) {
        return new FailureAnalysis(
                "Профиль production не запускается:\n  - " + String.join("\n  - ", cause.problems()),
                "Задайте перечисленное переменными среды (или свойствами в скобках) и запустите снова. "
                        + "Для пробы без внешних систем есть профиль sandbox.",
                cause);
    }
}
