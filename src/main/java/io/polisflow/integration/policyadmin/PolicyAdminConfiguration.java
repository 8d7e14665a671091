package io.polisflow.integration.policyadmin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.policy.PolicyAdministration;
import java.time.Duration;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the CRM's policy port to whatever system implements the published contract. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicyAdminProperties.class)
class PolicyAdminConfiguration {

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    @Bean
    PolicyAdministration policyAdministration(PolicyAdminProperties properties, ObjectMapper json) {
        return new HttpPolicyAdministration(
                new PolicyApi(properties, properties.connectTimeout(), properties.readTimeout(), json));
    }

    /** Shows as {@code policy} in {@code /actuator/health}. */
    @Bean
    HealthIndicator policyHealthIndicator(PolicyAdminProperties properties, ObjectMapper json) {
        return new PolicyHealth(new PolicyApi(
                properties, shorter(properties.connectTimeout()), shorter(properties.readTimeout()), json));
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE;
    }
}
