package io.polisflow.process.policyrenewal;

import io.polisflow.process.sla.CalendarTimer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A renewal begins on the working day on or before its day. */
@Configuration(proxyBeanMethods = false)
class RenewalTimer {

    @Bean
    CalendarTimer renewalDue() {
        return CalendarTimer.onOrBefore(
                PolicyRenewal.KEY, PolicyRenewal.EVENT_RENEWAL_DUE, PolicyRenewal.RENEWAL_AT.name());
    }
}
