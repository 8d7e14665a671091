package io.polisflow.integration.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.fixtures.TestWire;
import io.polisflow.integration.wire.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.springframework.boot.actuate.health.HealthIndicator;

/** The three adapters as the application builds them, without the cache and without an application. */
public final class Registries {

    static final String KEY = "s3cr3t-k3y";
    static final String LOGIN = "polis";
    static final String PASSWORD = "s3cr3t-p4ss";
    static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");

    private static final ObjectMapper JSON =
            JsonMapper.builder().findAndAddModules().build();
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Registries() {}

    static RegistryProperties properties(String provider, String baseUrl, Duration timeout) {
        return new RegistryProperties(
                provider, baseUrl, KEY, LOGIN, PASSWORD, timeout, timeout, Duration.ofDays(1), 1000);
    }

    static CounterpartyRegistry adapter(String provider, String baseUrl) {
        return adapter(properties(provider, baseUrl, Duration.ofSeconds(5)), TestWire.once());
    }

    static CounterpartyRegistry adapter(RegistryProperties properties, Wire wire) {
        return RegistryConfiguration.adapter(
                properties, RegistryConfiguration.calls(properties, wire, properties.wire()), JSON, CLOCK);
    }

    /** With the keys of the sandbox, asking as often as the sandbox lets us. */
    public static CounterpartyRegistry ofSandbox(String provider, String baseUrl, int requestsPerSecond) {
        return adapter(sandbox(provider, baseUrl, "sandbox", requestsPerSecond), TestWire.once());
    }

    static RegistryProperties sandbox(String provider, String baseUrl, String key, int requestsPerSecond) {
        Duration timeout = Duration.ofSeconds(4);
        return new RegistryProperties(
                provider, baseUrl, key, "sandbox", key, timeout, timeout, Duration.ofDays(1), requestsPerSecond);
    }

    static HealthIndicator health(RegistryProperties properties) {
        return RegistryConfiguration.health(
                properties,
                RegistryConfiguration.calls(
                        properties, TestWire.once(), properties.wire().forProbe()),
                JSON,
                CLOCK);
    }

    /** @return the INN of a company that only the sandbox knows, the same for the same number */
    public static String madeUpInn(int number) {
        String nine = "%09d".formatted(number);
        int[] weights = {2, 4, 10, 3, 5, 9, 4, 6, 8};
        int sum = IntStream.range(0, 9)
                .map(i -> weights[i] * (nine.charAt(i) - '0'))
                .sum();
        return nine + sum % 11 % 10;
    }
}
