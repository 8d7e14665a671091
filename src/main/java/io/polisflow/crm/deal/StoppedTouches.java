package io.polisflow.crm.deal;

import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deals.Activities;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.personal.ConsentWithdrawn;
import io.polisflow.crm.personal.Ground;
import io.polisflow.crm.personal.Permits;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes out of the calendars what was planned with somebody who takes back a consent, and tells their deals. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class StoppedTouches {

    private final Activities activities;
    private final TouchCalendar calendar;
    private final ClientContacts contacts;
    private final Permits permits;
    private final Journal journal;

    StoppedTouches(
            Activities activities, TouchCalendar calendar, ClientContacts contacts, Permits permits, Journal journal) {
        this.activities = activities;
        this.calendar = calendar;
        this.contacts = contacts;
        this.permits = permits;
        this.journal = journal;
    }

    @EventListener
    void stop(ConsentWithdrawn withdrawn) {
        activities
                .findDealsWith(withdrawn.contactIds())
                .forEach(deal -> journal.record(
                        deal.number(),
                        "Согласие отозвано: «" + withdrawn.purpose() + "», контакт «" + withdrawn.subject() + "»"));
        Map<Long, Contact> people = contacts.byIds(withdrawn.contactIds());
        activities.findPlannedWith(withdrawn.contactIds()).forEach(touch -> {
            Contact person = touch.contactId() == null ? touch.deal().contact() : people.get(touch.contactId());
            // What is planned after a sale is the talk about the next one.
            Ground ground = touch.deal().stage() == Stage.WON
                    ? Ground.MARKETING
                    : touch.deal().ground();
            if (permits.refusal(ground, person).isPresent()) {
                calendar.cancel(touch.id());
            }
        });
    }
}
