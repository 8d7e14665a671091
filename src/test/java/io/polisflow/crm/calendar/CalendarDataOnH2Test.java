package io.polisflow.crm.calendar;

/** The calendars as a fresh machine has them. */
class CalendarDataOnH2Test extends CalendarDataTest {}
