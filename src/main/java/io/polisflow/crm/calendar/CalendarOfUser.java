package io.polisflow.crm.calendar;

import java.util.Optional;

/** Knows by which calendar a person works; the branches do. */
public interface CalendarOfUser {

    /** @return the calendar's code; empty when the person belongs to no branch */
    Optional<String> calendarOf(String login);
}
