package io.polisflow.process.models.scenario;

import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.impl.calendar.BusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DueDateBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.MapBusinessCalendarManager;
import org.camunda.bpm.engine.task.Task;

/** Counts the timers of one engine from its own clock: the stock calendars ask the clock that all engines of the machine share. */
final class StoryCalendars extends MapBusinessCalendarManager {

    StoryCalendars(Clock clock) {
        addBusinessCalendar(DurationBusinessCalendar.NAME, from(clock, new DurationBusinessCalendar()));
        addBusinessCalendar(DueDateBusinessCalendar.NAME, from(clock, new DueDateBusinessCalendar()));
        addBusinessCalendar(CycleBusinessCalendar.NAME, new Cycles(clock));
    }

    private static BusinessCalendar from(Clock clock, BusinessCalendar stock) {
        return new BusinessCalendar() {
            @Override
            public Date resolveDuedate(String expression) {
                return stock.resolveDuedate(expression, Date.from(clock.instant()));
            }

            @Override
            public Date resolveDuedate(String expression, Date start) {
                return stock.resolveDuedate(expression, start == null ? Date.from(clock.instant()) : start);
            }

            @Override
            public Date resolveDuedate(String expression, Task task) {
                return resolveDuedate(expression);
            }
        };
    }

    /** The engine casts the calendar of cycles to the stock class. */
    private static final class Cycles extends CycleBusinessCalendar {

        private final Clock clock;

        Cycles(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Date resolveDuedate(String expression) {
            return super.resolveDuedate(expression, Date.from(clock.instant()));
        }

        @Override
        public Date resolveDuedate(String expression, Task task) {
            return resolveDuedate(expression);
        }

        @Override
        public Date resolveDuedate(String expression, Date start) {
            return super.resolveDuedate(expression, start == null ? Date.from(clock.instant()) : start);
        }
    }
}
