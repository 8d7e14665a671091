package io.polisflow.crm.deal;

import java.time.Duration;
import java.time.Instant;

/**
 * A touch as calendars show it, with its client and contact, many read at once.
 *
 * @param owner user id of whoever is to hold it
 * @param place may be null
 * @param note what it is about, may be null
 * @param outcome what came of it, may be null
 * @param contact whom it is with: name, else e-mail address, else telephone; may be null
 * @param contactRemoved whether that contact is off the client's card
 */
public record CalendarTouch(
        long id,
        String owner,
        Activity.Kind kind,
        Activity.State state,
        Instant startsAt,
        String place,
        String note,
        String outcome,
        String contact,
        boolean contactRemoved,
        String deal,
        String client) {

    static final String SELECT = "select new io.polisflow.crm.deal.CalendarTouch(a.id, a.owner, a.kind, a.state,"
            + " a.startsAt, a.place, a.note, a.outcome, coalesce(c.name, c.email, c.phone), coalesce(c.removed, false),"
            + " d.number, l.name)"
            + " from Activity a join a.deal d join d.client l left join Contact c on c.id = a.contactId";

    public boolean isPlanned() {
        return state == Activity.State.PLANNED;
    }

    public Instant endsAt() {
        return startsAt.plus(kind.length());
    }

    boolean overlaps(Instant start, Duration length) {
        return startsAt.isBefore(start.plus(length)) && start.isBefore(endsAt());
    }
}
