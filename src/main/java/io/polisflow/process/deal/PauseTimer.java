package io.polisflow.process.deal;

import io.polisflow.process.sla.CalendarTimer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A pause ends on the morning of the day that somebody has named. */
@Configuration(proxyBeanMethods = false)
class PauseTimer {

    @Bean
    CalendarTimer pauseEnds() {
        return CalendarTimer.sameDay(Deal.KEY, Deal.EVENT_PAUSE_OVER, Deal.PAUSE_ENDS_AT.name());
    }
}
