package io.polisflow.web.calendar;

import io.polisflow.web.calendar.People.Person;
import java.time.LocalDate;

/**
 * What stands in a calendar, ready to be shown.
 *
 * @param touchId null unless it is a touch
 * @param href where it leads
 * @param from minutes of the day at which it begins; of a deadline the deadline; null when it is for the whole day
 * @param minutes how long it takes
 * @param time e.g. «11:30», or null
 * @param client null when nobody knows it yet
 * @param person whose it is, where several people's are shown; else null
 * @param movable whether whoever looks may drag it
 * @param label all of it in one sentence, for the title and for those who hear the page
 */
record Entry(
        Source source,
        Long touchId,
        String href,
        LocalDate date,
        Integer from,
        int minutes,
        String time,
        String what,
        String client,
        String owner,
        Person person,
        boolean late,
        boolean held,
        boolean movable,
        String label) {

    /** Where it comes from. */
    enum Source {
        TOUCH("touch"),
        DEADLINE("deadline"),
        RENEWAL("renewal");

        private final String code;

        Source(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    public boolean isTouch() {
        return source == Source.TOUCH;
    }

    /** The start as a date-time field takes it; of a touch only. */
    public String startsAt() {
        return date.atTime(from / 60, from % 60).toString();
    }

    /** The names of its looks. */
    public String style() {
        return source.code()
                + (late ? " late" : held ? " held" : "")
                + (person == null ? "" : " person-" + person.colour());
    }
}
