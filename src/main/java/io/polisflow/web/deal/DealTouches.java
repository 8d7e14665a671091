package io.polisflow.web.deal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.Submissions;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.DealAccess;
import java.time.LocalDateTime;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Plans touches from a deal's page, into the calendar of the deal's manager. */
@Service
@Transactional
class DealTouches {

    private static final int LONGEST_PLACE = 500;
    private static final int LONGEST_NOTE = 4000;

    private final DealAccess access;
    private final Deals deals;
    private final TouchCalendar calendar;
    private final ClientContacts contacts;
    private final Submissions submissions;
    private final CurrentUser user;

    DealTouches(
            DealAccess access,
            Deals deals,
            TouchCalendar calendar,
            ClientContacts contacts,
            Submissions submissions,
            CurrentUser user) {
        this.access = access;
        this.deals = deals;
        this.calendar = calendar;
        this.contacts = contacts;
        this.submissions = submissions;
        this.user = user;
    }

    /**
     * @param allowed the hours in which it may be
     * @param key of the dialog, so that one that is sent twice plans one touch; may be null
     * @return the touch's id
     * @throws RefusedException naming the field that will not do, or when the deal is over
     */
    long plan(String number, TouchCalendar.Plan typed, TouchCalendar.Hours allowed, String key) {
        Deal deal = access.findToAct(number);
        return submissions.once(deal.id(), key, user.id(), () -> {
            deals.requireOpen(number);
            Long contact = typed.contactId() == null
                    ? null
                    : contacts.require(deal.client().id(), typed.contactId(), "contactId")
                            .id();
            return calendar.plan(
                            number,
                            new TouchCalendar.Plan(
                                    typed.kind(),
                                    typed.startsAt(),
                                    text("place", "Место", typed.place(), LONGEST_PLACE),
                                    contact,
                                    text("note", "О чём", typed.note(), LONGEST_NOTE)),
                            allowed)
                    .id();
        });
    }

    /** @return what would come of a touch at that time; nothing is planned */
    @Transactional(readOnly = true)
    public TouchCalendar.Outlook consider(String number, Activity.Kind kind, LocalDateTime startsAt) {
        return calendar.consider(access.findToAct(number).owner(), kind, startsAt, null);
    }

    private static String text(String field, String label, String typed, int longest) {
        // PostgreSQL takes no NUL in a text.
        String text = typed == null ? "" : typed.replace("\0", "").strip();
        if (text.length() > longest) {
            throw new RefusedException(field, label + ": не больше " + longest + " знаков");
        }
        return text.isEmpty() ? null : text;
    }
}
