package io.polisflow.crm.calendar;

import static org.mockito.Mockito.mock;

import io.polisflow.crm.node.NodeNews;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Working time alone, for tests that start no whole application and have no other node to tell. */
@TestConfiguration(proxyBeanMethods = false)
@Import({WorkingCalendar.class, WorkingCalendars.class, CalendarStore.class, ConfiguredHours.class})
public class CalendarBeans {

    @Bean
    NodeNews nodeNews() {
        return mock();
    }
}
