package io.polisflow.integration.policyadmin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.policy.PolicyAdministration;
import io.polisflow.integration.wire.Wire;
import io.polisflow.integration.wire.WireHealth;
import io.polisflow.integration.wire.WireSettings;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the CRM's policy port to whatever system implements the published contract. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicyAdminProperties.class)
class PolicyAdminConfiguration {

    @Bean
    PolicyAdministration policyAdministration(PolicyAdminProperties properties, Wire wire, ObjectMapper json) {
        return new HttpPolicyAdministration(api(properties, wire, properties.wire(), json));
    }

    /** Shows as {@code policy} in {@code /actuator/health}. */
    @Bean
    HealthIndicator policyHealthIndicator(PolicyAdminProperties properties, Wire wire, ObjectMapper json) {
        return health(api(properties, wire, properties.wire().forProbe(), json));
    }

    /** By the contract's own probe. */
    static HealthIndicator health(PolicyApi api) {
        return new WireHealth(
                api::health,
                answer -> answer.status() == 200
                        && "up".equals(answer.read(PolicyMessages.Health.class).status()));
    }

    private static PolicyApi api(
            PolicyAdminProperties properties, Wire wire, WireSettings settings, ObjectMapper json) {
        return new PolicyApi(wire.to(PolicyApi.SYSTEM, settings), properties.token(), json);
    }
}
