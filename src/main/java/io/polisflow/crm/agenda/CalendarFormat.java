package io.polisflow.crm.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The way calendars are written for other programs. */
public interface CalendarFormat {

    /** @return the same bytes for the same calendar, whenever it is asked */
    byte[] write(Feed feed);

    /**
     * @param name Russian, as calendar programs show it
     * @param address of our pages, without a slash at its end
     */
    record Feed(String name, String address, ZoneId zone, List<Entry> entries) {}

    /**
     * One entry, at an hour (start and end) or on a day.
     *
     * @param sequence 0 at first, higher with each change
     * @param details may be null
     * @param place may be null
     * @param path where it is on our pages
     * @param start null when it is for a whole day
     * @param day null when it has an hour
     * @param alarmMinutes how long before the start (of a day: its midnight) to remind; negative is after it; null for none
     * @param busy whether it takes the person's time
     */
    record Entry(
            String uid,
            int sequence,
            boolean cancelled,
            String title,
            String details,
            String place,
            String path,
            Instant start,
            Instant end,
            LocalDate day,
            Integer alarmMinutes,
            boolean busy,
            Instant createdAt,
            Instant changedAt) {}
}
