package io.polisflow.integration.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.client.CounterpartyRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the counterparty registry by {@code polisflow.registry.provider}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistryProperties.class)
class RegistryConfiguration {

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    @Bean
    @ConditionalOnProperty(name = "polisflow.registry.provider", havingValue = "kontur-focus", matchIfMissing = true)
    CounterpartyRegistry counterpartyRegistry(RegistryProperties properties, ObjectMapper json, Clock clock) {
        return new KonturFocusCounterpartyRegistry(
                new KonturFocusApi(properties, properties.connectTimeout(), properties.readTimeout(), json),
                json,
                clock);
    }

    /** Shows as {@code registry} in {@code /actuator/health}. */
    @Bean
    @ConditionalOnProperty(name = "polisflow.registry.provider", havingValue = "kontur-focus", matchIfMissing = true)
    HealthIndicator registryHealthIndicator(RegistryProperties properties, ObjectMapper json) {
        return new KonturFocusHealth(new KonturFocusApi(
                properties, shorter(properties.connectTimeout()), shorter(properties.readTimeout()), json));
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE;
    }
}
