package io.polisflow.process.lostdeal;

import io.polisflow.process.sla.CalendarTimer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The new contact falls on the working day on or after its day. */
@Configuration(proxyBeanMethods = false)
class RecontactTimer {

    @Bean
    CalendarTimer recontactDue() {
        return CalendarTimer.onOrAfter(LostDeal.KEY, LostDeal.EVENT_RECONTACT_DUE, LostDeal.RECONTACT_AT.name());
    }
}
