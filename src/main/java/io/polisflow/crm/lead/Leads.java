package io.polisflow.crm.lead;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.ClientContacts.Draft;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.proposal.Catalogue;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leads each new lead to one client's card and from there into a deal, to the client's manager, or nowhere with a reason. */
@Service
@Transactional
public class Leads {

    /** The choice of a new deal among the open ones. */
    public static final String NEW_DEAL = "new";

    private static final int LONGEST_TEXT = 4000;

    private final LeadRepository leads;
    private final Clients clients;
    private final ClientCards cards;
    private final ClientContacts contacts;
    private final Deals deals;
    private final TouchCalendar calendar;
    private final Dictionaries dictionaries;
    private final Catalogue catalogue;
    private final Staff staff;
    private final Journal journal;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final EntityManager entities;
    private final DealSight sight;

    Leads(
            LeadRepository leads,
            Clients clients,
            ClientCards cards,
            ClientContacts contacts,
            Deals deals,
            TouchCalendar calendar,
            Dictionaries dictionaries,
            Catalogue catalogue,
            Staff staff,
            Journal journal,
            JdbcTemplate jdbc,
            Clock clock,
            EntityManager entities,
            DealSight sight) {
        this.entities = entities;
        this.sight = sight;
        this.leads = leads;
        this.clients = clients;
        this.cards = cards;
        this.contacts = contacts;
        this.deals = deals;
        this.calendar = calendar;
        this.dictionaries = dictionaries;
        this.catalogue = catalogue;
        this.staff = staff;
        this.journal = journal;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What a manager writes down of a company.
     *
     * @param kpp of a branch, or null
     * @param source code of {@link Dictionary#LEAD_SOURCE}
     * @param productCode catalogue code, or null
     */
    public record NewLead(
            String inn, String kpp, String source, String productCode, String comment, List<Draft> contacts) {}

    /** @param clientKnown whether the company had a card before */
    public record Taken(Lead lead, boolean clientKnown) {}

    /**
     * Records the lead and makes the client's card, unless there is one, if only since a moment ago.
     *
     * @throws RefusedException when a field will not do; nothing is recorded then
     */
    public Taken take(NewLead told, String user) {
        dictionaries.require(Dictionary.LEAD_SOURCE, told.source(), "leadSource");
        if (told.productCode() != null
                && catalogue.findOffered(told.productCode()).isEmpty()) {
            throw new RefusedException("product", "Такого продукта нет в каталоге: выберите из списка");
        }
        List<Draft> people = new ArrayList<>();
        for (Draft person : told.contacts()) {
            people.add(contacts.checked(person, "Контакт " + (people.size() + 1) + ": "));
        }
        Clients.Taken card = clients.take(told.inn(), told.kpp(), sells(user) ? user : null);
        Long id = jdbc.queryForObject("select nextval('lead_seq')", Long.class);
        Lead lead = new Lead(id, clock.getZone(), card.client(), user, clock.instant());
        lead.tell(told.source(), told.productCode(), clean(told.comment()), people);
        leads.save(lead);
        if (card.made()) {
            keepContacts(lead);
        }
        return new Taken(lead, !card.made());
    }

    private boolean sells(String user) {
        return staff.salesManagers().stream().anyMatch(manager -> manager.id().equals(user));
    }

    private void keepContacts(Lead lead) {
        lead.people().forEach(person -> contacts.add(lead.client().id(), person));
    }

    /** What may become of a lead whose company is a client already. */
    public enum Course {
        JOIN_DEAL,
        NEW_DEAL,
        HANDED_OVER,
        STOPPED
    }

    /**
     * Goes on with the client: in one of their open deals, or in a new one.
     *
     * @param dealChoice an open deal's number, or {@link #NEW_DEAL}
     * @throws RefusedException when that deal is not one of the client's open ones (any more)
     */
    public Course goOn(long leadId, String dealChoice, String note, String user) {
        Lead lead = get(leadId);
        lead.resolved(clean(note));
        keepContacts(lead);
        if (NEW_DEAL.equals(dealChoice)) {
            return Course.NEW_DEAL;
        }
        Deal deal = openDealsOf(lead.client()).stream()
                .filter(open -> open.number().equals(dealChoice))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "dealChoice", "Сделка " + dealChoice + " уже закрыта: выберите другую или откройте новую"));
        lead.joined(deal);
        journal.record(deal.number(), summary(lead) + (note == null ? "" : ". " + note));
        return Course.JOIN_DEAL;
    }

    /**
     * Hands the lead to the client's manager.
     *
     * @throws RefusedException when the client has none but the person who asks
     */
    public Course handOver(long leadId, String note, String user) {
        Lead lead = get(leadId);
        String owner = lead.client().owner();
        if (owner == null) {
            throw new RefusedException("resolution", "У клиента нет ответственного: продолжите работу сами");
        }
        if (owner.equals(user)) {
            throw new RefusedException("resolution", "Ответственный за клиента — вы: продолжите работу сами");
        }
        lead.resolved(clean(note));
        lead.handTo(owner);
        openDealsOf(lead.client())
                .forEach(deal -> journal.record(
                        deal.number(), summary(lead) + ". Передано ответственному: " + staff.nameOf(owner)));
        return Course.HANDED_OVER;
    }

    /** @param reason mandatory */
    public Course stop(long leadId, String reason, String user) {
        if (reason == null || reason.isBlank()) {
            throw new RefusedException("leadNote", "Укажите, почему обращение не принято");
        }
        Lead lead = get(leadId);
        lead.resolved(clean(reason));
        lead.stopped();
        openDealsOf(lead.client())
                .forEach(deal -> journal.record(
                        deal.number(), summary(lead) + ". Не принято (" + staff.nameOf(user) + "): " + reason));
        return Course.STOPPED;
    }

    /** @return the lead in one line, e.g. for a journal */
    @Transactional(readOnly = true)
    public String summary(Lead lead) {
        StringBuilder text = new StringBuilder("Новое обращение " + lead.number() + " от "
                + staff.nameOf(lead.takenBy()) + ", источник: "
                + dictionaries.label(Dictionary.LEAD_SOURCE, lead.source()));
        if (lead.productCode() != null) {
            text.append(", продукт: ").append(productName(lead));
        }
        if (lead.comment() != null) {
            text.append(". ")
                    .append(lead.comment().length() > 2000 ? lead.comment().substring(0, 2000) : lead.comment());
        }
        return text.toString();
    }

    /** @return the name of the product of interest, or null */
    @Transactional(readOnly = true)
    public String productName(Lead lead) {
        return lead.productCode() == null
                ? null
                : catalogue.get(lead.productCode()).name();
    }

    /**
     * Has the requisites confirmed by the registry.
     *
     * @throws io.polisflow.crm.UnavailableException when the registry gave no usable answer
     */
    public void checkRequisites(long leadId) {
        clients.checkRequisites(get(leadId).client().id());
    }

    /**
     * Takes what a person changed on the card and decided on differences.
     *
     * @param shownAt when the card was read for the screen
     * @throws RefusedException when a value cannot be right
     */
    public Client saveCard(
            long leadId, Map<CardField, String> typed, Map<CardField, Boolean> takes, Instant shownAt, String user) {
        Lead lead = get(leadId);
        Editor editor = new Editor(user, staff.nameOf(user));
        lead.noteCard(cards.save(lead.client().id(), typed, takes, editor, shownAt));
        return lead.client();
    }

    /** Decides not to work with the client. */
    public void drop(long leadId, String reason) {
        Lead lead = get(leadId);
        clients.decideReliability(lead.client().id(), false, reason);
        lead.resolved(clean(reason));
        lead.stopped();
    }

    /**
     * Opens the deal at «Первичный контакт» and plans its first touch; a client in doubt is thereby trusted.
     *
     * @param contactId whom the deal is talked over with, or null
     * @throws RefusedException when the touch cannot be planned so or the contact is off the card
     */
    public Deal openDeal(long leadId, Plan plan, String user) {
        Lead lead = get(leadId);
        Client client = lead.client();
        if (client.reliability() == Client.Reliability.NOT_TRUSTED) {
            throw new RefusedException(null, "Работа с клиентом не рекомендована: сначала пересмотрите это решение");
        }
        if (client.reliability() == Client.Reliability.IN_DOUBT) {
            clients.decideReliability(client.id(), true, "Решил " + staff.nameOf(user) + " при проверке карточки");
        }
        Contact contact = plan.contactId() == null
                ? clients.contactsOf(client.id()).stream().findFirst().orElse(null)
                : contacts.require(client.id(), plan.contactId(), "touchContact");
        if (client.owner() == null && sells(user)) {
            client.assignOwner(user);
        }
        Deal deal = deals.open(client, contact, Stage.FIRST_CONTACT);
        lead.opened(deal);
        journal.record(deal.number(), summary(lead));
        if (lead.cardNotes() != null) {
            journal.record(
                    deal.number(),
                    "Карточка клиента изменена. " + lead.cardNotes().replace("\n", "; "));
        }
        calendar.plan(deal.number(), plan);
        return deal;
    }

    /** @throws java.util.NoSuchElementException when there is no such lead */
    @Transactional(readOnly = true)
    public Lead get(long leadId) {
        return leads.findById(leadId).orElseThrow();
    }

    /** @return the client's leads, without those that led to deals which are not for whoever is signed on to see, newest first */
    @Transactional(readOnly = true)
    public List<Lead> of(Client client) {
        SightCondition seen = sight.dealsOrClients("d", "l.client.id");
        return seen.bind(entities.createQuery(
                        "select l from Lead l left join l.deal d where l.client = :client" + seen.and()
                                + " order by l.id desc",
                        Lead.class))
                .setParameter("client", client)
                .getResultList();
    }

    /** @return the leads that led to the deal or joined it, oldest first */
    @Transactional(readOnly = true)
    public List<Lead> of(Deal deal) {
        return leads.findByDealOrderById(deal);
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<Deal> openDealsOf(Client client) {
        return deals.of(client).stream().filter(deal -> deal.stage().isOpen()).toList();
    }

    private static String clean(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String plain = text.replaceAll("[\\p{Cntrl}&&[^\\r\\n\\t]]", "").strip();
        return plain.length() > LONGEST_TEXT ? plain.substring(0, LONGEST_TEXT) : plain;
    }

    interface LeadRepository extends Repository<Lead, Long> {
        Lead save(Lead lead);

        java.util.Optional<Lead> findById(Long id);

        @Query("select l from Lead l where l.deal = :deal order by l.id")
        List<Lead> findByDealOrderById(Deal deal);
    }
}
