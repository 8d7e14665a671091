package io.polisflow.security;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.polisflow.crm.document.EncryptionProgress;
import io.polisflow.crm.document.EncryptionSweep;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Shows the administrator how far stored files are under the active key, and Prometheus alike ({@code
 * polisflow.encryption.pending}, {@code .unreadable}, {@code .missing.keys}).
 */
@Component("fileEncryption")
class EncryptionHealth implements HealthIndicator, MeterBinder {

    /** As of an outside system: the application as a whole goes on. */
    private static final Status UNREACHABLE = new Status("UNREACHABLE");

    private final EncryptionSweep sweep;

    EncryptionHealth(EncryptionSweep sweep) {
        this.sweep = sweep;
    }

    @Override
    public Health health() {
        EncryptionProgress progress = sweep.progress();
        boolean whole = progress.missing().isEmpty() && progress.unreadable() == 0;
        Map<String, Long> files = new TreeMap<>();
        progress.files().forEach((key, count) -> files.put(key.isEmpty() ? "без шифрования" : key, count));
        return Health.status(whole ? Status.UP : UNREACHABLE)
                .withDetail("состояние", sentence(progress))
                .withDetail("файлы по ключам", files)
                .build();
    }

    private static String sentence(EncryptionProgress progress) {
        if (progress.active() == null) {
            return "Ключ не задан: файлы хранятся открытыми";
        }
        StringBuilder text = new StringBuilder("Ключ «" + progress.active() + "»: зашифровано "
                + (progress.total() - progress.pending()) + " из " + progress.total());
        if (!progress.missing().isEmpty()) {
            text.append("; нет ключей: ").append(String.join(", ", progress.missing()));
        }
        if (progress.unreadable() > 0) {
            text.append("; не прочитано: ").append(progress.unreadable());
        }
        if (!progress.removable().isEmpty()) {
            text.append("; можно убрать из настроек: ").append(String.join(", ", progress.removable()));
        }
        return text.toString();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "polisflow.encryption.pending",
                "Stored files that are not under the active key",
                () -> sweep.progress().pending());
        gauge(
                registry,
                "polisflow.encryption.unreadable",
                "Stored files that the last pass could not read",
                () -> sweep.progress().unreadable());
        gauge(
                registry,
                "polisflow.encryption.missing.keys",
                "Keys under which files lie and that are not configured",
                () -> sweep.progress().missing().size());
    }

    private static void gauge(
            MeterRegistry registry, String name, String meaning, java.util.function.Supplier<Number> value) {
        Gauge.builder(name, value).description(meaning).register(registry);
    }
}
