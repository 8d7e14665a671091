package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.polisflow.crm.document.EncryptionProgress;
import io.polisflow.crm.document.EncryptionSweep;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

/** An administrator sees how far a change of keys is, and when a former key may go. */
class EncryptionHealthTest {

    private final EncryptionSweep sweep = mock(EncryptionSweep.class);
    private final EncryptionHealth health = new EncryptionHealth(sweep);

    private void standsAt(String active, Set<String> configured, Map<String, Long> files, long unreadable) {
        when(sweep.progress()).thenReturn(new EncryptionProgress(active, configured, files, unreadable));
    }

    private String sentence() {
        return health.health().getDetails().get("состояние").toString();
    }

    @Test
    void aChangeOfKeysIsSeenFromItsBeginningToItsEnd() {
        standsAt("k2", Set.of("k1", "k2"), Map.of("", 10L, "k1", 60L, "k2", 30L), 0);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(sentence()).isEqualTo("Ключ «k2»: зашифровано 30 из 100");
        assertThat(health.health().getDetails().get("файлы по ключам"))
                .isEqualTo(Map.of("без шифрования", 10L, "k1", 60L, "k2", 30L));

        standsAt("k2", Set.of("k1", "k2"), Map.of("k2", 100L), 0);
        assertThat(sentence()).isEqualTo("Ключ «k2»: зашифровано 100 из 100; можно убрать из настроек: k1");
    }

    @Test
    void aMissingKeyAndADamagedFileAreSaidAndLeaveTheWholeUp() {
        standsAt("k2", Set.of("k2"), Map.of("k1", 5L, "k2", 95L), 2);

        assertThat(health.health().getStatus().getCode()).isEqualTo("UNREACHABLE");
        assertThat(sentence()).contains("нет ключей: k1", "не прочитано: 2");
    }

    @Test
    void withoutAKeyItSaysSo() {
        standsAt(null, Set.of(), Map.of("", 3L), 0);

        assertThat(sentence()).isEqualTo("Ключ не задан: файлы хранятся открытыми");
    }

    @Test
    void prometheusCountsWhatIsLeft() {
        standsAt("k2", Set.of("k2"), Map.of("k1", 5L, "k2", 95L), 2);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        health.bindTo(meters);

        assertThat(meters.get("polisflow.encryption.pending").gauge().value()).isEqualTo(5);
        assertThat(meters.get("polisflow.encryption.unreadable").gauge().value())
                .isEqualTo(2);
        assertThat(meters.get("polisflow.encryption.missing.keys").gauge().value())
                .isEqualTo(1);
    }
}
