package io.polisflow.integration.underwriting;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.proposal.Underwriting;
import io.polisflow.integration.wire.Wire;
import io.polisflow.integration.wire.WireHealth;
import io.polisflow.integration.wire.WireSettings;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the CRM's underwriting port to whatever system implements the published contract. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UnderwritingProperties.class)
class UnderwritingConfiguration {

    @Bean
    Underwriting underwriting(UnderwritingProperties properties, Wire wire, ObjectMapper json) {
        return new HttpUnderwriting(api(properties, wire, properties.wire(), json));
    }

    /** Shows as {@code underwriting} in {@code /actuator/health}. */
    @Bean
    HealthIndicator underwritingHealthIndicator(UnderwritingProperties properties, Wire wire, ObjectMapper json) {
        return health(api(properties, wire, properties.wire().forProbe(), json));
    }

    /** By the contract's own probe. */
    static HealthIndicator health(UnderwritingApi api) {
        return new WireHealth(
                api::health,
                answer -> answer.status() == 200
                        && "up".equals(answer.tree().path("status").asText()));
    }

    private static UnderwritingApi api(
            UnderwritingProperties properties, Wire wire, WireSettings settings, ObjectMapper json) {
        return new UnderwritingApi(wire.to(UnderwritingApi.SYSTEM, settings), properties.token(), json);
    }
}
