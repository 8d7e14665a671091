package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;

/** A bean of this type says how a timer of a model was counted by the country's calendar, so that it can follow a changed one. */
public interface CalendarTimer {

    /** @return key of the model */
    String process();

    /** @return id of the element that waits */
    String element();

    /**
     * @param due when it rings as things are
     * @param variables of the instance, by name; null for what it does not have
     * @param zone in which days begin
     */
    Moved at(Instant due, Function<String, Object> variables, WorkingTime calendar, ZoneId zone);

    /**
     * @param variables of the instance that have to say the same, with their new values
     */
    record Moved(Instant due, Map<String, Object> variables) {}

    /** A morning that the same day keeps, or the next working one when that day is off now. */
    static CalendarTimer onOrAfter(String process, String element, String variable) {
        return new MorningTimer(process, element, variable, WorkingTime::workingDayOnOrAfter);
    }

    /** A morning that the same day keeps, or the last working one before when that day is off now. */
    static CalendarTimer onOrBefore(String process, String element, String variable) {
        return new MorningTimer(process, element, variable, WorkingTime::workingDayOnOrBefore);
    }

    /** The morning of a day that somebody has named, working or not. */
    static CalendarTimer sameDay(String process, String element, String variable) {
        return new MorningTimer(process, element, variable, (calendar, day) -> day);
    }

    /** @return the day on which the moment lies */
    static LocalDate day(Instant moment, ZoneId zone) {
        return moment.atZone(zone).toLocalDate();
    }
}
