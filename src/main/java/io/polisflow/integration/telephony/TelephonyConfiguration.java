package io.polisflow.integration.telephony;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.telephony.Extensions;
import io.polisflow.crm.telephony.Telephony;
import java.time.Duration;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the CRM's telephony port to Mango Office VPBX. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TelephonyProperties.class)
class TelephonyConfiguration {

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    @Bean
    Telephony telephony(TelephonyProperties properties, ObjectMapper json) {
        return new MangoTelephony(
                new MangoApi(properties, properties.connectTimeout(), properties.readTimeout()), json);
    }

    @Bean
    Extensions extensions(TelephonyProperties properties) {
        return new ConfiguredExtensions(properties.extensions());
    }

    /** Shows as {@code telephony} in {@code /actuator/health}. */
    @Bean
    HealthIndicator telephonyHealthIndicator(TelephonyProperties properties) {
        return new MangoHealth(
                new MangoApi(properties, shorter(properties.connectTimeout()), shorter(properties.readTimeout())));
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE;
    }
}
