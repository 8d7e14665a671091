package io.polisflow.crm.calendar;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives everything that asks for the time one clock in the insurer's zone, so that a test can set it. */
@Configuration(proxyBeanMethods = false)
public class ClockConfiguration {

    /** The system's time in {@code polisflow.zone}; a {@code Clock} bean of a test takes its place. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock(@Value("${polisflow.zone}") String zone) {
        return Clock.system(ConfiguredHours.zone(zone));
    }
}
