package io.polisflow.integration.registry;

import static io.polisflow.integration.registry.RegistryProperties.DADATA;
import static io.polisflow.integration.registry.RegistryProperties.KONTUR_FOCUS;
import static io.polisflow.integration.registry.RegistryProperties.SPARK;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.integration.wire.Wire;
import io.polisflow.integration.wire.WireSettings;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Chooses the counterparty registry by {@code polisflow.registry.provider} and puts the cache before it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistryProperties.class)
class RegistryConfiguration {

    @Bean
    CounterpartyRegistry counterpartyRegistry(
            RegistryProperties properties,
            Wire wire,
            JdbcTemplate jdbc,
            InsertOnce insertOnce,
            TransactionTemplate transaction,
            ObjectMapper json,
            Clock clock) {
        return new CachedCounterpartyRegistry(
                adapter(properties, calls(properties, wire, properties.wire()), json, clock),
                properties.provider(),
                properties.cacheAge(),
                new CachedCounterpartyRegistry.Store(jdbc, insertOnce, transaction, json),
                clock);
    }

    /** Shows as {@code registry} in {@code /actuator/health}. */
    @Bean
    HealthIndicator registryHealthIndicator(RegistryProperties properties, Wire wire, ObjectMapper json, Clock clock) {
        return health(properties, calls(properties, wire, properties.wire().forProbe()), json, clock);
    }

    static CounterpartyRegistry adapter(
            RegistryProperties properties, RegistryCalls calls, ObjectMapper json, Clock clock) {
        return switch (properties.provider()) {
            case KONTUR_FOCUS ->
                new KonturFocusCounterpartyRegistry(new KonturFocusApi(calls, properties.apiKey()), json, clock);
            case DADATA -> new DadataCounterpartyRegistry(calls, properties.apiKey(), json, clock);
            case SPARK -> new SparkCounterpartyRegistry(spark(properties, calls), clock);
            default -> throw unknown(properties);
        };
    }

    static HealthIndicator health(RegistryProperties properties, RegistryCalls calls, ObjectMapper json, Clock clock) {
        return switch (properties.provider()) {
            case KONTUR_FOCUS ->
                new RegistryHealth(new KonturFocusApi(calls, properties.apiKey())::probe, Set.of(200, 400));
            case DADATA ->
                new RegistryHealth(
                        new DadataCounterpartyRegistry(calls, properties.apiKey(), json, clock)::probe, Set.of(200));
            case SPARK -> new RegistryHealth(spark(properties, calls)::probe, Set.of(200));
            default -> throw unknown(properties);
        };
    }

    static RegistryCalls calls(RegistryProperties properties, Wire wire, WireSettings settings) {
        return new RegistryCalls(wire.to(RegistryCalls.SYSTEM, settings), properties.requestsPerSecond());
    }

    private static SparkApi spark(RegistryProperties properties, RegistryCalls calls) {
        return new SparkApi(calls, properties.login(), properties.password());
    }

    private static IllegalStateException unknown(RegistryProperties properties) {
        // The properties have been checked before any bean is made of them.
        return new IllegalStateException("no such registry: " + properties.provider());
    }
}
