package io.polisflow.integration.telephony;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings of both kinds of exchange as tests need them. */
final class TelephonySettings {

    private TelephonySettings() {}

    static TelephonyProperties mango(
            String baseUrl, String key, String salt, Duration connect, Duration read, String... recordingHosts) {
        return new TelephonyProperties(
                TelephonyProperties.MANGO,
                baseUrl,
                key,
                salt,
                "",
                "",
                "polisflow",
                "PJSIP/{number}@trunk",
                Map.of(),
                List.of(recordingHosts),
                connect,
                read);
    }

    static TelephonyProperties asterisk(String baseUrl, Duration read) {
        return new TelephonyProperties(
                TelephonyProperties.ASTERISK,
                baseUrl,
                "",
                "",
                "crm",
                "geheim",
                "polisflow",
                "PJSIP/{number}@trunk",
                Map.of("manager", "101", "manager2", "102"),
                List.of(),
                Duration.ofSeconds(2),
                read);
    }
}
