package io.polisflow.crm.clientimport;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.Viewer;
import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Clients.Certainty;
import io.polisflow.crm.client.Clients.Match;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.client.Inn;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEntry;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes a client of one row, or finds the one that is there; a rehearsal is the same work rolled back. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RowIntake {

    private final Clients clients;
    private final ClientCards cards;
    private final ClientContacts contacts;
    private final Dictionaries dictionaries;
    private final DealSight sight;
    private final CardRights rights;
    private final Clock clock;

    RowIntake(
            Clients clients,
            ClientCards cards,
            ClientContacts contacts,
            Dictionaries dictionaries,
            DealSight sight,
            CardRights rights,
            Clock clock) {
        this.sight = sight;
        this.rights = rights;
        this.clients = clients;
        this.cards = cards;
        this.contacts = contacts;
        this.dictionaries = dictionaries;
        this.clock = clock;
    }

    /**
     * Whose file it is and what it may do.
     *
     * @param viewer what the author sees: cards of others are neither named nor touched
     * @param fills whether a card that is there gets what it lacks
     * @param owner manager of new clients, or null
     */
    record Terms(Editor editor, Viewer viewer, boolean fills, String owner) {}

    /** @param made false when the card was there; filled whether it got anything then; seen whether the author may know whose it is */
    record Taken(Client client, boolean made, boolean filled, boolean seen) {}

    /** @throws RefusedException saying what is wrong with the row; the caller rolls back */
    Taken take(Map<ImportField, String> row, Terms terms) {
        String inn = inn(row.get(ImportField.INN));
        String name = row.get(ImportField.NAME);
        String email = email(row.get(ImportField.CONTACT_EMAIL));
        if (inn == null && name == null) {
            throw new RefusedException(null, "Нет ни ИНН, ни названия");
        }
        if (inn != null && !Inn.isValid(inn)) {
            throw new RefusedException(null, "ИНН %s не проходит проверку контрольной суммы".formatted(inn));
        }
        Match match = clients.find(new Clients.Traces(inn, name, null, email, row.get(ImportField.CONTACT_PHONE)));
        if (match.certainty() == Certainty.DOUBTFUL) {
            throw new RefusedException(null, doubt(match, terms.viewer()));
        }
        Clients.Taken taken = card(inn, row.get(ImportField.KPP), name, match, terms);
        boolean filled = false;
        if (taken.made()
                || terms.fills()
                        && rights.mayFill(terms.viewer(), taken.client().id())) {
            filled = fill(taken.client(), taken.made(), row, terms.editor());
            filled |= contact(taken.client(), row, email);
        }
        boolean seen = taken.made()
                || sight.maySeeClient(terms.viewer(), taken.client().id());
        return new Taken(taken.client(), taken.made(), filled, seen);
    }

    private String doubt(Match match, Viewer viewer) {
        String named = match.candidates().stream()
                .filter(card -> sight.maySeeClient(viewer, card.id()))
                .map(card -> "«" + card.name() + "»" + (card.inn() == null ? " без ИНН" : ", ИНН " + card.inn()))
                .limit(3)
                .collect(Collectors.joining("; "));
        return "Неясно, новый ли это клиент"
                + (named.isEmpty() ? "" : ", возможно: " + named)
                + ". Уточните ИНН или заведите карточку вручную";
    }

    private Clients.Taken card(String inn, String kpp, String name, Match match, Terms terms) {
        if (inn != null) {
            return clients.take(inn, kpp, terms.owner());
        }
        if (match.certainty() == Certainty.FOUND) {
            return new Clients.Taken(match.candidates().get(0), false);
        }
        Client client = clients.findOrCreate(null, name, terms.editor());
        if (terms.owner() != null) {
            client.assignOwner(terms.owner());
        }
        return new Clients.Taken(client, true);
    }

    /** A spreadsheet takes an INN for a number and drops the zero that it begins with. */
    private static String inn(String typed) {
        String digits = typed == null ? null : typed.replaceAll("[\\s\u00a0]", "");
        if (digits != null && digits.matches("[0-9]{9}|[0-9]{11}") && Inn.isValid("0" + digits)) {
            return "0" + digits;
        }
        return digits;
    }

    private static String email(String typed) {
        if (typed != null && !typed.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+")) {
            throw new RefusedException(null, "Почта «" + typed + "» не похожа на адрес");
        }
        return typed;
    }

    /** What a card says already stays. */
    private boolean fill(Client client, boolean made, Map<ImportField, String> row, Editor editor) {
        Map<CardField, String> told = new EnumMap<>(CardField.class);
        row.forEach((field, value) -> {
            CardField card = field.card();
            if (card != null && (made || client.value(card) == null || isUnnamed(client, card))) {
                told.put(card, value);
            }
        });
        return !told.isEmpty()
                && !cards.save(client.id(), told, Map.of(), editor, clock.instant())
                        .isEmpty();
    }

    private static boolean isUnnamed(Client client, CardField field) {
        return field == CardField.NAME && client.origin(CardField.NAME).isEmpty();
    }

    private boolean contact(Client client, Map<ImportField, String> row, String email) {
        String name = row.get(ImportField.CONTACT_NAME);
        String phone = row.get(ImportField.CONTACT_PHONE);
        if (name == null && phone == null && email == null) {
            return false;
        }
        int before = clients.contactsOf(client.id()).size();
        String role = role(row.get(ImportField.CONTACT_ROLE));
        if (name == null) {
            clients.findOrCreateContact(client, null, email, phone);
        } else {
            contacts.add(
                    client.id(),
                    new ClientContacts.Draft(name, row.get(ImportField.CONTACT_POSITION), role, phone, email));
        }
        return clients.contactsOf(client.id()).size() > before;
    }

    private String role(String label) {
        if (label == null) {
            return null;
        }
        List<DictionaryEntry> offered = dictionaries.offered(Dictionary.CONTACT_ROLE);
        return offered.stream()
                .filter(entry ->
                        entry.label().equalsIgnoreCase(label) || entry.code().equalsIgnoreCase(label))
                .map(DictionaryEntry::code)
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        null,
                        "Роль контакта «%s» не известна, есть: %s"
                                .formatted(
                                        label,
                                        offered.stream()
                                                .map(DictionaryEntry::label)
                                                .collect(Collectors.joining(", ")))));
    }
}
