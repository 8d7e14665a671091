package io.polisflow.integration.clamav;

import io.polisflow.crm.document.VirusScanner;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Plugs clamd in where an address of it is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${polisflow.clamav.host:}' != ''")
@EnableConfigurationProperties(ClamavProperties.class)
class ClamavConfiguration {

    @Bean
    ClamdScanner clamdScanner(ClamavProperties properties) {
        return new ClamdScanner(properties);
    }

    @Bean
    HealthIndicator clamavHealthIndicator(ClamdScanner scanner) {
        return new ClamavHealth(scanner);
    }

    /** Says whether clamd answers. */
    record ClamavHealth(ClamdScanner scanner) implements HealthIndicator {

        @Override
        public Health health() {
            try {
                scanner.ping();
                return Health.up().build();
            } catch (VirusScanner.Unavailable e) {
                return Health.down().withDetail("fault", e.getMessage()).build();
            }
        }
    }
}
