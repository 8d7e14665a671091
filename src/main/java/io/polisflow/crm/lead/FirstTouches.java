package io.polisflow.crm.lead;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.ClientContacts.Draft;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.request.Needs;
import io.polisflow.crm.request.Requests;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records what came of the first touches of a deal: each outcome holds the planned touch and says what follows. */
@Service
@Transactional
public class FirstTouches {

    private final Deals deals;
    private final TouchCalendar calendar;
    private final ClientContacts contacts;
    private final Requests requests;
    private final Journal journal;

    FirstTouches(Deals deals, TouchCalendar calendar, ClientContacts contacts, Requests requests, Journal journal) {
        this.deals = deals;
        this.calendar = calendar;
        this.contacts = contacts;
        this.requests = requests;
        this.journal = journal;
    }

    /**
     * A touch that took place.
     *
     * @param touchId the planned one, or null when nothing was planned (any more)
     * @param kind how, where nothing was planned; else may be null
     * @param note what the client said
     */
    public record Held(Long touchId, Activity.Kind kind, String note, String user) {}

    /** @return the earliest planned touch of the deal */
    @Transactional(readOnly = true)
    public Optional<Activity> next(String dealNumber) {
        return deals.plannedTouchesOf(deals.get(dealNumber)).stream().findFirst();
    }

    /**
     * The client is interested.
     *
     * @return id of the request that holds their needs
     * @throws RefusedException when a field of the needs will not do
     */
    public long captureNeeds(String dealNumber, Held held, Needs needs) {
        hold(dealNumber, held);
        return requests.takeNeeds(dealNumber, needs).id();
    }

    /** The client asks to be contacted later. */
    public void planAgain(String dealNumber, Held held, Plan next) {
        Deal deal = hold(dealNumber, held);
        requireContact(deal.client(), next);
        calendar.plan(dealNumber, next);
    }

    /**
     * The person does not decide on insurance: another one is contacted.
     *
     * @param wrongContactId may be null when the deal had none
     * @param newcomer the person to add, or null when the plan names one who is on the card
     * @throws RefusedException when neither is given, it is the same person, or one is off the card
     */
    public void replaceContact(String dealNumber, Held held, Long wrongContactId, Draft newcomer, Plan next) {
        Deal deal = hold(dealNumber, held);
        Client client = deal.client();
        if (wrongContactId != null) {
            contacts.markWrong(client.id(), wrongContactId, held.note());
        }
        if (newcomer == null && next.contactId() == null) {
            throw new RefusedException("touchContact", "Выберите, с кем говорить теперь, или добавьте нового человека");
        }
        Contact other = newcomer != null
                ? contacts.add(client.id(), newcomer)
                : contacts.require(client.id(), next.contactId(), "touchContact");
        if (other.id().equals(wrongContactId)) {
            throw new RefusedException("touchContact", "Это тот же человек: выберите другого или добавьте нового");
        }
        deals.talkTo(dealNumber, other);
        journal.record(dealNumber, "Контактное лицо теперь " + other.name());
        calendar.plan(dealNumber, new Plan(next.kind(), next.startsAt(), next.place(), other.id(), next.note()));
    }

    /** The client is not interested; losing the deal is the caller's part. */
    public void recordDisinterest(String dealNumber, Held held) {
        hold(dealNumber, held);
    }

    private void requireContact(Client client, Plan plan) {
        if (plan.contactId() != null) {
            contacts.require(client.id(), plan.contactId(), "touchContact");
        }
    }

    private Deal hold(String dealNumber, Held held) {
        if (held.note() == null) {
            throw new RefusedException("touchNote", "Запишите, что сказал клиент");
        }
        Optional<Activity> planned = Optional.ofNullable(held.touchId())
                .flatMap(calendar::find)
                .filter(touch -> touch.state() == Activity.State.PLANNED);
        if (planned.isPresent()) {
            calendar.hold(planned.get().id(), held.user(), held.note());
        } else {
            deals.recordTouch(
                    dealNumber, held.kind() == null ? Activity.Kind.CALL : held.kind(), held.user(), held.note());
        }
        return deals.get(dealNumber);
    }
}
