package io.polisflow.crm.client;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.FieldOrigin.Editor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds and keeps clients and their contacts without ever making a second card for one taxpayer. */
@Service
@Transactional
public class Clients {

    private final ClientRepository clients;
    private final ContactRepository contacts;
    private final InsertOnce insertOnce;
    private final CounterpartyRegistry registry;
    private final RegistryChecks checks;
    private final Clock clock;
    private final EntityManager entities;
    private final CardTrail trail;

    Clients(
            ClientRepository clients,
            ContactRepository contacts,
            InsertOnce insertOnce,
            CounterpartyRegistry registry,
            RegistryChecks checks,
            Clock clock,
            EntityManager entities,
            CardTrail trail) {
        this.clients = clients;
        this.contacts = contacts;
        this.insertOnce = insertOnce;
        this.registry = registry;
        this.checks = checks;
        this.clock = clock;
        this.entities = entities;
        this.trail = trail;
    }

    /** What a request tells about who sent it; any part may be null. */
    public record Traces(String inn, String companyName, String contactName, String email, String phone) {}

    /** How sure the search is. */
    public enum Certainty {
        FOUND,
        NONE,
        DOUBTFUL
    }

    /** @param candidates the one match when found, else whoever it might be */
    public record Match(Certainty certainty, List<Client> candidates) {}

    /**
     * Searches by INN, else by the contact's e-mail and phone or the company's name.
     *
     * <p>One match is taken; none means a new card; several, a namesake under another INN, or traces that name nobody are
     * doubtful and go to a person.
     */
    public Match find(Traces traces) {
        String comparable = CompanyName.comparable(traces.companyName());
        if (Inn.isValid(traces.inn())) {
            Optional<Client> byInn = clients.findByClientKey(traces.inn()).map(this::goingOn);
            if (byInn.isPresent()) {
                return new Match(Certainty.FOUND, List.of(byInn.get()));
            }
            // A card kept under its name alone may be this very company.
            List<Client> nameless = clients.findByClientKeyIn(List.of(nameKey(comparable))).stream()
                    .filter(card -> card.mergedInto() == null)
                    .toList();
            return new Match(nameless.isEmpty() ? Certainty.NONE : Certainty.DOUBTFUL, nameless);
        }
        Set<Client> candidates = new LinkedHashSet<>();
        if (traces.email() != null) {
            candidates.addAll(clients.findByContactEmail(traces.email().toLowerCase(java.util.Locale.ROOT)));
        }
        PhoneNumber.normalise(traces.phone()).ifPresent(phone -> candidates.addAll(clients.findByContactPhone(phone)));
        boolean contactKnown = !candidates.isEmpty();
        if (!comparable.isEmpty()) {
            candidates.addAll(clients.findTop20BySearchNameAndMergedIntoIsNull(comparable));
        }
        List<Client> found = List.copyOf(candidates);
        if (found.size() == 1) {
            boolean otherName = contactKnown
                    && !comparable.isEmpty()
                    && !CompanyName.comparable(found.get(0).name()).equals(comparable);
            return new Match(otherName ? Certainty.DOUBTFUL : Certainty.FOUND, found);
        }
        if (found.isEmpty()) {
            return new Match(comparable.isEmpty() ? Certainty.DOUBTFUL : Certainty.NONE, found);
        }
        return new Match(Certainty.DOUBTFUL, found);
    }

    /**
     * Makes the card, or returns the one that somebody else made a moment earlier.
     *
     * @param inn valid or null
     * @param companyName as the client wrote it; may be null when the INN is given: the registry will tell
     */
    public Client findOrCreate(String inn, String companyName) {
        return findOrCreate(inn, companyName, null);
    }

    /** @param editor the person who typed the name, which the registry must then not replace; null when the client wrote it */
    public Client findOrCreate(String inn, String companyName, Editor editor) {
        requireValid(inn);
        String comparable = CompanyName.comparable(companyName);
        if (inn == null && comparable.isEmpty()) {
            throw new RefusedException("companyName", "Укажите ИНН или название компании");
        }
        String key = inn != null ? inn : nameKey(comparable);
        boolean named = companyName != null && !companyName.isBlank();
        boolean made = insert(key, inn, null, named ? companyName.strip() : Card.UNNAMED + inn, null);
        Client client = goingOn(clients.findByClientKey(key).orElseThrow());
        if (made && named && editor != null) {
            client.claim(CardField.NAME, editor, clock.instant());
        }
        return client;
    }

    /** @param made false when the card was there, if only for a moment */
    public record Taken(Client client, boolean made) {}

    /**
     * Makes the card of a company, of a branch or of a sole trader, or returns the one that is there.
     *
     * @param kpp of the branch that is meant; null or the head office's own for the company itself
     * @param owner the manager whom a new card belongs to, or null
     * @throws RefusedException when INN or KPP cannot be right
     */
    public Taken take(String inn, String kpp, String owner) {
        if (inn == null) {
            throw new RefusedException("inn", "Укажите ИНН");
        }
        requireValid(inn);
        if (kpp != null && inn.length() == 12) {
            throw new RefusedException("kpp", "У предпринимателя нет КПП: оставьте поле пустым");
        }
        if (kpp != null && !Kpp.isValid(kpp)) {
            throw new RefusedException("kpp", "КПП: девять знаков, например 668643001");
        }
        boolean branch = kpp != null
                && !Kpp.isOfHeadOffice(kpp)
                && clients.findByClientKey(inn)
                        .filter(head -> kpp.equals(head.kpp()))
                        .isEmpty();
        String key = branch ? inn + "/" + kpp : inn;
        boolean made = insert(key, inn, branch ? kpp : null, Card.UNNAMED + inn, owner);
        return new Taken(goingOn(clients.findByClientKey(key).orElseThrow()), made);
    }

    private static void requireValid(String inn) {
        if (inn != null && !Inn.isValid(inn)) {
            throw new RefusedException("inn", "ИНН не проходит проверку контрольной суммы: проверьте цифры");
        }
    }

    private boolean insert(String key, String inn, String kpp, String name, String owner) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", nextId());
        row.put("client_key", key);
        row.put("inn", inn);
        row.put("kpp", kpp);
        row.put("name", name.length() > 300 ? name.substring(0, 300) : name);
        row.put("search_name", name.equals(Card.UNNAMED + inn) ? "" : CompanyName.comparable(name));
        row.put("requisites_state", Client.RequisitesState.UNCHECKED.name());
        row.put("reliability", Client.Reliability.NOT_ASKED.name());
        row.put("owner", owner);
        row.put("created_at", java.sql.Timestamp.from(clock.instant()));
        row.put("lock_version", 0);
        return insertOnce.insert("client", row, List.of("client_key"));
    }

    /** Finds the person by e-mail, else by phone, among the client's contacts, or adds them; null when nothing is known of them. */
    public Contact findOrCreateContact(Client client, String name, String email, String phone) {
        String mail = email == null || email.isBlank() ? null : email.strip().toLowerCase(java.util.Locale.ROOT);
        String number = PhoneNumber.normalise(phone).orElse(null);
        String person = name == null || name.isBlank() ? null : name.strip();
        if (mail == null && number == null && person == null) {
            return null;
        }
        Optional<Contact> known = contacts.findByClientIdOrderById(client.id()).stream()
                .filter(c -> mail != null && c.email() != null
                        ? mail.equals(c.email())
                        : number != null && number.equals(c.phone()))
                .findFirst();
        String key = Contact.keyOf(person, mail, number);
        boolean made = false;
        if (known.isEmpty()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", nextId());
            row.put("client_id", client.id());
            row.put("contact_key", key);
            row.put("name", person);
            row.put("search_name", CompanyName.comparable(person));
            row.put("email", mail);
            row.put("phone", number);
            row.put("created_at", java.sql.Timestamp.from(clock.instant()));
            row.put("lock_version", 0);
            made = insertOnce.insert("contact", row, List.of("client_id", "contact_key"));
        }
        Contact contact = known.orElseGet(
                () -> contacts.findByClientIdAndContactKey(client.id(), key).orElseThrow());
        if (made) {
            trail.created(contact);
        }
        if (contact.removed()) {
            contact.restore();
        }
        if (contact.lacks(person, mail, number)) {
            // Another request may be telling the same at this moment: wait for it and add only what is still missing.
            entities.refresh(contact, LockModeType.PESSIMISTIC_WRITE);
            contact.complete(person, mail, number);
        }
        return contact;
    }

    /**
     * Asks the registry, which may answer from what it told lately, and writes that on the card.
     *
     * @return whether a person should look at the client before going on
     * @throws io.polisflow.crm.UnavailableException when the registry gave no usable answer; the card stays as it was
     */
    public boolean checkRequisites(long clientId) {
        Client client = get(clientId);
        checks.record(client, registry.findByInn(client.inn()));
        return client.reliability() == Client.Reliability.IN_DOUBT;
    }

    /**
     * Asks the registry what it says now and writes that on the card.
     *
     * @throws RefusedException when the card has no INN
     * @throws io.polisflow.crm.UnavailableException when the registry gave no usable answer; the card stays as it was
     */
    public void checkRequisitesAfresh(long clientId) {
        Client client = get(clientId);
        if (client.inn() == null) {
            throw new RefusedException("inn", "В карточке нет ИНН: спросить реестр не о ком");
        }
        checks.record(client, registry.findFresh(client.inn()));
    }

    public void decideReliability(long clientId, boolean trusted, String comment) {
        get(clientId).decideReliability(trusted, comment);
    }

    /**
     * @return the client, or the one that it was merged into
     * @throws java.util.NoSuchElementException when there is no such client
     */
    @Transactional(readOnly = true)
    public Client get(long id) {
        return goingOn(clients.findById(id).orElseThrow());
    }

    /** Who asks for a card that was merged means the one that goes on. */
    private Client goingOn(Client client) {
        return client.mergedInto() == null
                ? client
                : clients.findById(client.mergedInto()).orElseThrow();
    }

    /** @return also those who were taken off the card: what they said stays theirs */
    @Transactional(readOnly = true)
    public List<Contact> everyContactOf(long clientId) {
        return contacts.findByClientIdOrderById(clientId);
    }

    /** @return the client's contacts, oldest first, without those that somebody took off the card */
    @Transactional(readOnly = true)
    public List<Contact> contactsOf(long clientId) {
        return contacts.findByClientIdAndRemovedFalseOrderById(clientId);
    }

    /** @param phone E.164 @return whoever has the number and was not taken off the card, oldest first */
    @Transactional(readOnly = true)
    public List<Contact> contactsWithPhone(String phone) {
        return contacts.findByPhoneAndRemovedFalseOrderById(phone);
    }

    /** Marks the client's contacts as «холодный»: a sale to them was lost. */
    public void cool(long clientId) {
        contactsOf(clientId).forEach(contact -> contact.cool(true));
    }

    /** Takes the mark off: there is a sale again. */
    public void warm(long clientId) {
        contactsOf(clientId).forEach(contact -> contact.cool(false));
    }

    private static String nameKey(String comparable) {
        return "name:" + comparable;
    }

    private Long nextId() {
        // The pooled optimizer of the entities hands out the 50 ids below each value; a whole step is one id here.
        return insertOnce.nextId();
    }
}
