package io.polisflow.crm.client;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.OfClient;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds people to a client's card, marks those who turn out to be the wrong ones, and takes people off it. */
@Service
@Transactional
public class ClientContacts {

    private final Clients clients;
    private final ContactRepository contacts;
    private final Dictionaries dictionaries;
    private final Clock clock;

    ClientContacts(Clients clients, ContactRepository contacts, Dictionaries dictionaries, Clock clock) {
        this.clock = clock;
        this.clients = clients;
        this.contacts = contacts;
        this.dictionaries = dictionaries;
    }

    /**
     * A person as a manager writes them down.
     *
     * @param role code of {@link Dictionary#CONTACT_ROLE}, or null
     * @param phone in any spelling, or null
     */
    public record Draft(String name, String position, String role, String phone, String email) {}

    /**
     * @param where how a message names the place at fault, e.g. «Контакт 2: », or empty
     * @return the draft with its phone in E.164
     * @throws RefusedException when name, role or phone will not do
     */
    @Transactional(readOnly = true)
    public Draft checked(Draft draft, String where) {
        if (draft.name() == null || draft.name().isBlank()) {
            throw new RefusedException("name", where + "укажите имя");
        }
        if (draft.role() != null) {
            dictionaries.require(Dictionary.CONTACT_ROLE, draft.role(), "role");
        }
        Optional<String> phone = PhoneNumber.normalise(draft.phone());
        if (draft.phone() != null && phone.isEmpty()) {
            throw new RefusedException("phone", where + "телефон не читается, ожидается вид +7 495 123-45-67");
        }
        return new Draft(clean(draft.name()), clean(draft.position()), draft.role(), phone.orElse(null), draft.email());
    }

    private static String clean(String text) {
        return text == null ? null : text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /**
     * Adds the person, or finds them by e-mail or phone and adds what is new.
     *
     * @throws RefusedException as {@link #checked}
     */
    public Contact add(long clientId, Draft draft) {
        Draft person = checked(draft, "");
        Contact contact =
                clients.findOrCreateContact(clients.get(clientId), person.name(), person.email(), person.phone());
        contact.describe(person.position(), person.role());
        return contact;
    }

    /**
     * @param field key of the form field or JSON property to name
     * @throws RefusedException when the contact is not on this client's card, or not any more
     */
    @OfClient
    @Transactional(readOnly = true)
    public Contact require(long clientId, long contactId, String field) {
        Contact contact = contacts.findById(contactId)
                .map(this::goingOn)
                .filter(found -> found.clientId().equals(clients.get(clientId).id()))
                .orElseThrow(() -> new RefusedException(field, "Такого контакта у клиента нет: выберите другого"));
        if (contact.removed()) {
            throw new RefusedException(
                    field, "Контакт «" + contact.name() + "» тем временем удалён из карточки: выберите другого");
        }
        return contact;
    }

    /** A form that was open when two cards were merged may still name the former one. */
    private Contact goingOn(Contact contact) {
        return contact.mergedInto() == null
                ? contact
                : contacts.findById(contact.mergedInto()).orElseThrow();
    }

    /** @return id → contact, also of those who are off the card: a history names them; unknown ids are absent */
    @Transactional(readOnly = true)
    public Map<Long, Contact> byIds(Collection<Long> contactIds) {
        return contactIds.isEmpty()
                ? Map.of()
                : contacts.findByIdIn(contactIds).stream().collect(Collectors.toMap(Contact::id, contact -> contact));
    }

    /** Takes the person off the card; what was said with them keeps their name. */
    @OfClient
    public void remove(long clientId, long contactId) {
        require(clientId, contactId, "contact").remove();
    }

    /**
     * Notes on every card with this address that letters do not reach it.
     *
     * @param reason what the mail server said
     */
    public void markUndeliverable(String email, String reason) {
        contacts.findByEmailIgnoreCase(email).forEach(contact -> contact.markUndeliverable(reason, clock.instant()));
    }

    /** A letter has come from the address: what was noted before does not hold any more. */
    public void markReachable(String email) {
        contacts.findByEmailIgnoreCase(email).forEach(Contact::markReachable);
    }

    /**
     * Notes that this person does not decide on insurance or cannot be reached.
     *
     * @param note what was learnt
     */
    public void markWrong(long clientId, long contactId, String note) {
        require(clientId, contactId, "wrongContact").markWrong(note);
    }
}
