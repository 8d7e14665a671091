package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Rings when work begins on a day. */
record MorningTimer(String process, String element, String variable, BiFunction<WorkingTime, LocalDate, LocalDate> day)
        implements CalendarTimer {

    @Override
    public Moved at(Instant due, Function<String, Object> variables, WorkingTime calendar, ZoneId zone) {
        Instant moved = calendar.opening(day.apply(calendar, CalendarTimer.day(due, zone)));
        return new Moved(moved, Map.of(variable, Date.from(moved)));
    }
}
