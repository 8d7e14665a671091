package io.polisflow.crm.agenda;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Something that stands in a person's calendar: at an hour (start and end) or on a day.
 *
 * @param id of what it comes from, unique within its source
 * @param details may be null
 * @param place may be null
 * @param path where it is on our pages, beginning with a slash
 * @param start null when it is for a whole day
 * @param end null when it is for a whole day
 * @param day null when it has an hour
 * @param alarmMinutes how long before the start to remind (of a day: its midnight, so minus nine hours is 9:00); null for none
 */
record AgendaItem(
        Source source,
        String id,
        String title,
        String details,
        String place,
        String path,
        Instant start,
        Instant end,
        LocalDate day,
        Integer alarmMinutes) {

    /** Where it comes from. */
    enum Source {
        TOUCH,
        TASK,
        RENEWAL
    }
}
