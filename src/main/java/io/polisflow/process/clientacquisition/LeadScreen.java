package io.polisflow.process.clientacquisition;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.lead.Leads;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.TouchFields.Option;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Shows a lead and, for a client that is known, the card, the open deals and earlier leads, the same on every form. */
@Component
class LeadScreen {

    private final Leads leads;
    private final Dictionaries dictionaries;
    private final Staff staff;
    private final DateTimeFormatter when;
    private final DateTimeFormatter day;

    LeadScreen(Leads leads, Dictionaries dictionaries, Staff staff, Clock clock) {
        this.leads = leads;
        this.dictionaries = dictionaries;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
        this.day = DateTimeFormatter.ofPattern("dd.MM.yyyy").withZone(clock.getZone());
    }

    record Fact(String name, String value) {}

    record DealRow(String number, String stage, String owner, String since) {}

    record LeadRow(String number, String at, String by, String state) {}

    /** Fills {@code leadFacts}. */
    FormData show(FormData form, Lead lead) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Обращение", lead.number() + ", " + when.format(lead.takenAt())));
        facts.add(new Fact("Записал", staff.nameOf(lead.takenBy())));
        facts.add(new Fact("Источник", dictionaries.label(Dictionary.LEAD_SOURCE, lead.source())));
        if (lead.productCode() != null) {
            facts.add(new Fact("Продукт", leads.productName(lead)));
        }
        lead.people()
                .forEach(person -> facts.add(new Fact(
                        "Контакт",
                        Stream.of(
                                        person.name(),
                                        person.position(),
                                        dictionaries.label(Dictionary.CONTACT_ROLE, person.role()),
                                        person.phone(),
                                        person.email())
                                .filter(part -> part != null)
                                .collect(Collectors.joining(", ")))));
        if (lead.comment() != null) {
            facts.add(new Fact("Комментарий", lead.comment()));
        }
        return form.put("leadFacts", facts);
    }

    /** Fills what the forms about a known client have in common, and the choice of a deal. */
    FormData showKnownClient(FormData form, Lead lead) {
        String owner = lead.client().owner();
        List<DealRow> deals = leads.openDealsOf(lead.client()).stream()
                .map(deal -> new DealRow(
                        deal.number(),
                        deal.stage().label(),
                        deal.owner() == null ? "не назначен" : staff.nameOf(deal.owner()),
                        day.format(deal.stageSince())))
                .toList();
        List<Option> choices = new ArrayList<>(deals.stream()
                .map(deal -> new Option(deal.number() + ", " + deal.stage(), deal.number()))
                .toList());
        choices.add(new Option("Новая сделка", Leads.NEW_DEAL));
        return show(form, lead)
                .put("clientName", lead.client().name())
                .put("clientOwnerName", owner == null ? "не назначен" : staff.nameOf(owner))
                .put("takenByName", staff.nameOf(lead.takenBy()))
                .put("clientFacts", RequestFacts.of(lead.client()))
                .put("openDeals", deals)
                .put("dealOptions", choices)
                .put(
                        "formerLeads",
                        leads.of(lead.client()).stream()
                                .filter(former -> !former.id().equals(lead.id()))
                                .map(former -> new LeadRow(
                                        former.number(),
                                        when.format(former.takenAt()),
                                        staff.nameOf(former.takenBy()),
                                        former.state().label()
                                                + (former.deal() == null
                                                        ? ""
                                                        : " " + former.deal().number())))
                                .toList());
    }
}
