package io.polisflow.sandbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which port is taken and which setting moves it, instead of a stack trace. */
class MailPortTakenFailureAnalyzer extends AbstractFailureAnalyzer<MailPortTakenException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MailPortTakenException cause) {
        return new FailureAnalysis(
                "Почтовый сервер песочницы не запустился: порт " + cause.port() + " открыть нельзя ("
                        + cause.getCause().getMessage() + ").",
                "Остановите программу, которая занимает порт (например, другой запущенный Polisflow), или задайте "
                        + "другой порт свойством " + cause.property() + ".",
                cause);
    }
}
