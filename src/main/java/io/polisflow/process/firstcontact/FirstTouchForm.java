package io.polisflow.process.firstcontact;

import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.lead.Leads;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.LossFields;
import io.polisflow.process.engine.TouchFields;
import io.polisflow.process.engine.TouchFields.Option;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows which touch is due, with whom and what is known, and offers every outcome. */
@Component
class FirstTouchForm implements TaskListener {

    static final String NEWCOMER = "new";

    private final Deals deals;
    private final TouchCalendar calendar;
    private final Clients clients;
    private final Leads leads;
    private final Dictionaries dictionaries;
    private final Catalogue catalogue;
    private final TouchFields touchFields;
    private final LossFields lossFields;
    private final DateTimeFormatter when;

    FirstTouchForm(
            Deals deals,
            TouchCalendar calendar,
            Clients clients,
            Leads leads,
            Dictionaries dictionaries,
            Catalogue catalogue,
            TouchFields touchFields,
            LossFields lossFields,
            Clock clock) {
        this.deals = deals;
        this.calendar = calendar;
        this.clients = clients;
        this.leads = leads;
        this.dictionaries = dictionaries;
        this.catalogue = catalogue;
        this.touchFields = touchFields;
        this.lossFields = lossFields;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    record Person(String name, String position, String role, String phone, String email, String note) {}

    record Touch(String at, String kind, String note, String outcome) {}

    record Fact(String name, String value) {}

    @Override
    public void notify(DelegateTask task) {
        Deal deal = deals.get(task.getExecution().getProcessBusinessKey());
        Optional<Activity> planned = Optional.ofNullable(FirstContact.TOUCH_ID.get(task))
                .flatMap(calendar::find)
                .filter(touch -> touch.state() == Activity.State.PLANNED);
        List<Contact> people = clients.contactsOf(deal.client().id());
        List<Fact> origin = leadFacts(deal);
        List<Touch> held = deals.touchesOf(deal).stream().map(this::row).toList();
        List<Option> replacements = new ArrayList<>(TouchFields.options(people));
        replacements.add(new Option("Новый человек", NEWCOMER));
        FormData form = FormData.of(task)
                .put(
                        "touchText",
                        planned.map(touch -> text(touch, people))
                                .orElse("Касание не запланировано: свяжитесь с клиентом и запишите, чем кончилось."))
                .put("touchPlanned", planned.isPresent())
                .put("contactFacts", people.stream().map(this::person).toList())
                .put("leadFacts", origin)
                .put("hasLead", !origin.isEmpty())
                .put("clientFacts", RequestFacts.of(deal.client()))
                .put("touchFacts", held)
                .put("hasTouches", !held.isEmpty())
                .put("replacementOptions", replacements)
                .put("wrongContact", contactOf(planned, deal, people))
                .put("touchContact", contactOf(planned, deal, people))
                .put(
                        "roleOptions",
                        dictionaries.offered(Dictionary.CONTACT_ROLE).stream()
                                .map(role -> new Option(role.label(), role.code()))
                                .toList())
                .put(
                        "productOptions",
                        catalogue.offered().stream()
                                .map(product -> new Option(product.name(), product.code()))
                                .toList())
                .put(
                        "product",
                        leads.of(deal).stream()
                                .map(lead -> lead.productCode())
                                .filter(code -> code != null)
                                .findFirst()
                                .orElse(null));
        touchFields.offer(form, people);
        lossFields.offer(form);
    }

    private static String contactOf(Optional<Activity> planned, Deal deal, List<Contact> people) {
        Long id = planned.map(Activity::contactId)
                .orElse(deal.contact() == null ? null : deal.contact().id());
        return people.stream()
                .map(Contact::id)
                .filter(known -> known.equals(id))
                .map(String::valueOf)
                .findFirst()
                .orElse(null);
    }

    private String text(Activity touch, List<Contact> people) {
        String with = people.stream()
                .filter(person -> person.id().equals(touch.contactId()))
                .findFirst()
                .map(person -> ", с кем: " + person.name())
                .orElse("");
        return touch.kind().label() + ", " + when.format(touch.startsAt()) + with
                + (touch.place() == null ? "" : ", место: " + touch.place())
                + (touch.note() == null ? "" : ". " + touch.note());
    }

    private Person person(Contact contact) {
        String note = contact.wrongNote() != null
                ? "не тот человек: " + contact.wrongNote()
                : contact.cold() ? "холодный" : "";
        return new Person(
                orDash(contact.name()),
                orDash(contact.position()),
                orDash(dictionaries.label(Dictionary.CONTACT_ROLE, contact.role())),
                orDash(contact.phone()),
                orDash(contact.email()),
                note);
    }

    private List<Fact> leadFacts(Deal deal) {
        List<Fact> facts = new ArrayList<>();
        leads.of(deal).forEach(lead -> facts.add(new Fact("Обращение", leads.summary(lead))));
        if (deal.reopenedFrom() != null) {
            facts.add(new Fact(
                    "Возобновлена",
                    "из проигранной сделки " + deal.reopenedFrom().number()));
        }
        return facts;
    }

    private Touch row(Activity touch) {
        return new Touch(
                when.format(touch.heldAt()), touch.kind().label(), orDash(touch.note()), orDash(touch.outcome()));
    }

    private static String orDash(String text) {
        return text == null ? "—" : text;
    }
}
