package io.polisflow.crm.client;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.OfClient;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes what people change in place on a card, so that of two who edit at one time neither overwrites the other unseen. */
@Service
@Transactional
public class CardEdits {

    private final Clients clients;
    private final ClientContacts people;
    private final ContactRepository contacts;
    private final ClientChanges changes;
    private final Dictionaries dictionaries;
    private final EntityManager entities;
    private final Clock clock;

    CardEdits(
            Clients clients,
            ClientContacts people,
            ContactRepository contacts,
            ClientChanges changes,
            Dictionaries dictionaries,
            EntityManager entities,
            Clock clock) {
        this.clients = clients;
        this.people = people;
        this.contacts = contacts;
        this.changes = changes;
        this.dictionaries = dictionaries;
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * What somebody else has changed since the card was shown.
     *
     * @param base what was shown, in the field's text form, or null; likewise the others
     * @param theirs what the card holds now
     * @param mine what was typed; null also where nothing was
     * @param who user id, or null when the system acted
     * @param source where the system has it from, or null
     */
    public record Foreign<F extends EditableField>(
            F field, String base, String theirs, String mine, String who, String source, Instant at) {}

    /**
     * What became of an edit.
     *
     * @param saved false when both changed the same field: then nothing was written, and this person has to look
     * @param clashes fields that both changed
     * @param others fields that only somebody else changed; they stay
     */
    public record Outcome<F extends EditableField>(boolean saved, List<Foreign<F>> clashes, List<Foreign<F>> others) {}

    /**
     * @param base what the screen showed, field by field
     * @param typed what came back
     * @throws RefusedException when a value cannot be right; nothing is written then
     */
    @OfClient
    public Outcome<CardField> saveRequisites(
            long clientId, Map<CardField, String> base, Map<CardField, String> typed, Editor editor) {
        Client client = clients.get(clientId);
        entities.refresh(client, LockModeType.PESSIMISTIC_WRITE);
        Merge<CardField> merge = Merge.of(base, typed, client::value);
        if (merge.clashes().isEmpty()) {
            merge.writes().forEach((field, text) -> client.enter(field, text, editor, clock.instant()));
        }
        return outcome(merge, client.id(), null);
    }

    /**
     * @param base what the screen showed, field by field
     * @param typed what came back
     * @throws RefusedException when a value cannot be right, the person is off the card or is on it already; nothing is
     *     written then
     */
    @OfClient
    public Outcome<ContactField> saveContact(
            long clientId, long contactId, Map<ContactField, String> base, Map<ContactField, String> typed) {
        Contact contact = people.require(clientId, contactId, "contact");
        entities.refresh(contact, LockModeType.PESSIMISTIC_WRITE);
        Merge<ContactField> merge = Merge.of(base, typed, contact::value);
        if (merge.clashes().isEmpty()) {
            requireFits(contact, merge.writes());
            merge.writes().forEach(contact::write);
        }
        return outcome(merge, contact.clientId(), contact.id());
    }

    /** @return the new contact, or the one that was there under the same e-mail or phone with what is new added */
    @OfClient
    public Contact addContact(long clientId, Map<ContactField, String> typed) {
        Map<ContactField, String> checked = new EnumMap<>(ContactField.class);
        typed.forEach((field, text) -> checked.put(field, field.checked(text)));
        Contact contact = people.add(
                clientId,
                new ClientContacts.Draft(
                        checked.get(ContactField.NAME),
                        checked.get(ContactField.POSITION),
                        checked.get(ContactField.ROLE),
                        checked.get(ContactField.PHONE),
                        checked.get(ContactField.EMAIL)));
        contact.cool(Boolean.parseBoolean(checked.get(ContactField.COLD)));
        return contact;
    }

    private void requireFits(Contact contact, Map<ContactField, String> writes) {
        if (writes.containsKey(ContactField.NAME) && writes.get(ContactField.NAME) == null) {
            throw new RefusedException("name", "Имя: укажите, как зовут человека");
        }
        String role = writes.get(ContactField.ROLE);
        if (role != null) {
            dictionaries.require(Dictionary.CONTACT_ROLE, role, "role");
        }
        Map<ContactField, String> after = new EnumMap<>(ContactField.class);
        for (ContactField field : ContactField.values()) {
            after.put(field, writes.containsKey(field) ? writes.get(field) : contact.value(field));
        }
        String key = Contact.keyOf(
                after.get(ContactField.NAME), after.get(ContactField.EMAIL), after.get(ContactField.PHONE));
        contacts.findByClientIdAndContactKey(contact.clientId(), key)
                .filter(other -> !other.id().equals(contact.id()))
                .ifPresent(other -> {
                    String field = after.get(ContactField.EMAIL) != null
                            ? "email"
                            : after.get(ContactField.PHONE) != null ? "phone" : "name";
                    throw new RefusedException(
                            field,
                            "У клиента уже есть такой контакт: " + (other.name() == null ? key : other.name())
                                    + (other.removed() ? ", он удалён из карточки. Добавьте его снова" : ""));
                });
    }

    private <F extends EditableField> Outcome<F> outcome(Merge<F> merge, long clientId, Long contactId) {
        return new Outcome<>(
                merge.clashes().isEmpty(),
                foreign(merge.clashes(), clientId, contactId),
                foreign(merge.others(), clientId, contactId));
    }

    private <F extends EditableField> List<Foreign<F>> foreign(
            Map<F, Merge.Clash> fields, long clientId, Long contactId) {
        List<Foreign<F>> foreign = new ArrayList<>();
        fields.forEach((field, clash) -> {
            ClientChange last =
                    changes.last(clientId, contactId, AuditedField.of(field)).orElse(null);
            foreign.add(new Foreign<>(
                    field,
                    clash.base(),
                    clash.theirs(),
                    clash.mine(),
                    last == null ? null : last.changedBy(),
                    last == null ? null : last.source(),
                    last == null ? null : last.changedAt()));
        });
        return foreign;
    }
}
