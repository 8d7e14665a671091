package io.polisflow.integration.underwriting;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.proposal.Underwriting;
import java.time.Duration;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the CRM's underwriting port to whatever system implements the published contract. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UnderwritingProperties.class)
class UnderwritingConfiguration {

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    @Bean
    Underwriting underwriting(UnderwritingProperties properties, ObjectMapper json) {
        return new HttpUnderwriting(
                new UnderwritingApi(properties, properties.connectTimeout(), properties.readTimeout()), json);
    }

    /** Shows as {@code underwriting} in {@code /actuator/health}. */
    @Bean
    HealthIndicator underwritingHealthIndicator(UnderwritingProperties properties, ObjectMapper json) {
        return new UnderwritingHealth(
                new UnderwritingApi(
                        properties, shorter(properties.connectTimeout()), shorter(properties.readTimeout())),
                json);
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE;
    }
}
