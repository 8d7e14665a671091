package io.polisflow.web.calendar;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.CalendarTouch;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A touch with all that is known of it and what may be done with it.
 *
 * @param at day and hour
 * @param contact whom it is with, «(удалён)» when off the card, or null
 * @param startsAt as a date-time field takes it
 * @param ownerId user id of whoever is to hold it
 * @param owner their name
 * @param mayAct whether whoever looks may hold, move and cancel it
 */
record TouchRow(
        long id,
        String at,
        String kind,
        String client,
        String deal,
        String place,
        String contact,
        String note,
        String outcome,
        boolean planned,
        boolean overdue,
        boolean cancelled,
        String startsAt,
        long minutes,
        String ownerId,
        String owner,
        boolean mayAct) {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE, dd.MM.yyyy HH:mm", Locale.forLanguageTag("ru"));

    static TouchRow of(CalendarTouch touch, String owner, boolean mayAct, Instant now, ZoneId zone) {
        LocalDateTime start = touch.startsAt().atZone(zone).toLocalDateTime();
        return new TouchRow(
                touch.id(),
                MOMENT.format(start),
                touch.kind().label(),
                touch.client(),
                touch.deal(),
                touch.place(),
                touch.contact() == null ? null : touch.contact() + (touch.contactRemoved() ? " (удалён)" : ""),
                touch.note(),
                touch.outcome(),
                touch.isPlanned(),
                touch.isPlanned() && touch.startsAt().isBefore(now),
                touch.state() == Activity.State.CANCELLED,
                start.truncatedTo(ChronoUnit.MINUTES).toString(),
                touch.kind().length().toMinutes(),
                touch.owner(),
                owner,
                mayAct && touch.isPlanned());
    }

    /** What a dialog is about, in a few words. */
    public String what() {
        return kind + " " + at + ", " + client;
    }
}
