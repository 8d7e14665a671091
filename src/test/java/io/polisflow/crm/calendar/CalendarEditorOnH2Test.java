package io.polisflow.crm.calendar;

/** Changing calendars as on a fresh machine. */
class CalendarEditorOnH2Test extends CalendarEditorTest {}
