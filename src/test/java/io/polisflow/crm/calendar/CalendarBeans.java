package io.polisflow.crm.calendar;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/** Working time alone, for tests that start no whole application. */
@TestConfiguration(proxyBeanMethods = false)
@Import({WorkingCalendar.class, WorkingCalendars.class, CalendarStore.class, ConfiguredHours.class})
public class CalendarBeans {}
