package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.CardEdits;
import io.polisflow.crm.client.CardEdits.Foreign;
import io.polisflow.crm.client.CardEdits.Outcome;
import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.ContactField;
import io.polisflow.crm.client.EditableField;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.security.CurrentUser;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Draws the card's forms and takes them back: a refusal or a colleague's change is told beside what was typed. */
@Service
class CardForms {

    private static final String BASE = "base-";

    private final CardEdits edits;
    private final Clients clients;
    private final ClientContacts contacts;
    private final ClientActions actions;
    private final Dictionaries dictionaries;
    private final Staff staff;
    private final CurrentUser user;
    private final DateTimeFormatter when;

    CardForms(
            CardEdits edits,
            Clients clients,
            ClientContacts contacts,
            ClientActions actions,
            Dictionaries dictionaries,
            Staff staff,
            CurrentUser user,
            Clock clock) {
        this.edits = edits;
        this.clients = clients;
        this.contacts = contacts;
        this.actions = actions;
        this.dictionaries = dictionaries;
        this.staff = staff;
        this.user = user;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * What became of a form.
     *
     * @param form to be shown again, or null when it was taken
     * @param notice what to tell when it was taken, or null
     */
    record Answer(CardForm form, String notice) {}

    /** What is known of a form that goes back to the person. */
    private record Typed<F>(
            Map<F, String> values, Map<F, String> base, RefusedException refusal, Map<F, Foreign<?>> clashes) {}

    CardForm requisites(long clientId) {
        actions.requireMayChange(clientId);
        Client client = clients.get(clientId);
        return requisites(client, new Typed<>(values(client), values(client), null, Map.of()));
    }

    Answer saveRequisites(long clientId, Map<String, String> sent) {
        actions.requireMayChange(clientId);
        List<CardField> offered = offered(clients.get(clientId));
        Map<CardField, String> typed = read(offered, "", sent);
        Map<CardField, String> base = read(offered, BASE, sent);
        Editor editor = new Editor(user.id(), user.fullName());
        return answer(
                typed,
                base,
                () -> edits.saveRequisites(clientId, base, typed, editor),
                back -> requisites(clients.get(clientId), back));
    }

    /** @param contactId null for somebody new @throws RefusedException when that person is not on the card any more */
    CardForm contact(long clientId, Long contactId) {
        actions.requireMayChange(clientId);
        Map<ContactField, String> values = new LinkedHashMap<>();
        if (contactId == null) {
            for (ContactField field : ContactField.values()) {
                values.put(field, field.checked(null));
            }
        } else {
            Contact contact = contacts.require(clientId, contactId, "contact");
            for (ContactField field : ContactField.values()) {
                values.put(field, contact.value(field));
            }
        }
        return contact(clientId, contactId, new Typed<>(values, values, null, Map.of()));
    }

    /** @param contactId null for somebody new */
    Answer saveContact(long clientId, Long contactId, Map<String, String> sent) {
        actions.requireMayChange(clientId);
        List<ContactField> offered = List.of(ContactField.values());
        Map<ContactField, String> typed = read(offered, "", sent);
        Map<ContactField, String> base = read(offered, BASE, sent);
        return answer(
                typed,
                base,
                () -> {
                    if (contactId == null) {
                        edits.addContact(clientId, typed);
                        return new Outcome<>(true, List.of(), List.of());
                    }
                    return edits.saveContact(clientId, contactId, base, typed);
                },
                back -> contact(clientId, contactId, back));
    }

    private <F extends EditableField> Answer answer(
            Map<F, String> typed,
            Map<F, String> base,
            java.util.function.Supplier<Outcome<F>> save,
            Function<Typed<F>, CardForm> form) {
        Outcome<F> outcome;
        try {
            outcome = save.get();
        } catch (RefusedException refusal) {
            return new Answer(form.apply(new Typed<>(typed, base, refusal, Map.of())), null);
        }
        if (outcome.saved()) {
            return new Answer(null, "Сохранено." + others(outcome));
        }
        Map<F, String> merged = new LinkedHashMap<>(typed);
        Map<F, String> now = new LinkedHashMap<>(base);
        Map<F, Foreign<?>> clashes = new LinkedHashMap<>();
        outcome.clashes().forEach(clash -> {
            now.put(clash.field(), clash.theirs());
            clashes.put(clash.field(), clash);
        });
        outcome.others().forEach(other -> {
            now.put(other.field(), other.theirs());
            merged.put(other.field(), other.theirs());
            clashes.put(other.field(), other);
        });
        return new Answer(form.apply(new Typed<>(merged, now, null, clashes)), null);
    }

    private String others(Outcome<?> outcome) {
        StringBuilder told = new StringBuilder();
        for (Foreign<?> other : outcome.others()) {
            told.append(' ').append(sentence(other));
        }
        return told.toString();
    }

    private String sentence(Foreign<?> foreign) {
        String who = foreign.who() != null
                ? staff.nameOf(foreign.who())
                : foreign.source() != null ? foreign.source() : "система";
        return "Пока карточка была открыта, поле «%s» изменено (%s%s): было %s, стало %s."
                .formatted(
                        foreign.field().label(),
                        who,
                        foreign.at() == null ? "" : ", " + when.format(foreign.at()),
                        quoted(foreign.field(), foreign.base()),
                        quoted(foreign.field(), foreign.theirs()));
    }

    private String quoted(EditableField field, String value) {
        if (value == null || value.isBlank()) {
            return "пусто";
        }
        String shown =
                field == ContactField.ROLE ? dictionaries.label(Dictionary.CONTACT_ROLE, value) : field.shown(value);
        return "«" + shown + "»";
    }

    private static <F extends EditableField> Map<F, String> read(
            List<F> offered, String prefix, Map<String, String> sent) {
        Map<F, String> values = new LinkedHashMap<>();
        offered.forEach(field -> {
            String value = sent.get(prefix + field.key());
            if (value != null) {
                values.put(field, value.isBlank() ? null : value);
            }
        });
        return values;
    }

    private static Map<CardField, String> values(Client client) {
        Map<CardField, String> values = new LinkedHashMap<>();
        offered(client).forEach(field -> values.put(field, client.value(field)));
        return values;
    }

    /** The KPP of a branch is its key. */
    private static List<CardField> offered(Client client) {
        return Stream.of(CardField.values())
                .filter(field -> !client.isBranch() || field != CardField.KPP)
                .toList();
    }

    private CardForm requisites(Client client, Typed<CardField> typed) {
        String part = "/crm/clients/" + client.id() + "/requisites";
        return new CardForm(
                part,
                part,
                "requisites",
                "Правка реквизитов",
                problem(typed),
                offered(client).stream()
                        .map(field -> field(field, type(field), options(field), typed))
                        .toList());
    }

    private CardForm contact(long clientId, Long contactId, Typed<ContactField> typed) {
        String part = "/crm/clients/" + clientId + "/contacts";
        return new CardForm(
                contactId == null ? part : part + "/" + contactId,
                part,
                "contacts",
                contactId == null ? "Новый контакт" : "Правка контакта",
                problem(typed),
                Stream.of(ContactField.values())
                        .map(field -> field(field, type(field), options(field), typed))
                        .toList());
    }

    private static <F extends EditableField> String problem(Typed<F> typed) {
        RefusedException refusal = typed.refusal();
        boolean ofOneField = refusal != null
                && typed.values().keySet().stream()
                        .anyMatch(field -> field.key().equals(refusal.field()));
        return refusal == null || ofOneField ? null : refusal.getMessage();
    }

    private <F extends EditableField> CardForm.Field field(
            F field, String type, List<CardForm.Option> options, Typed<F> typed) {
        Foreign<?> clash = typed.clashes().get(field);
        RefusedException refusal = typed.refusal();
        return new CardForm.Field(
                field.key(),
                field.label(),
                type,
                typed.values().get(field),
                typed.base().get(field),
                options,
                refusal != null && field.key().equals(refusal.field()) ? refusal.getMessage() : null,
                clash == null ? null : sentence(clash),
                clash == null || clash.mine() == null ? null : clash.theirs() == null ? "" : clash.theirs(),
                field == firstToLookAt(typed));
    }

    /** The field at fault, else the first that both changed, else the first of all. */
    private static <F extends EditableField> F firstToLookAt(Typed<F> typed) {
        RefusedException refusal = typed.refusal();
        return typed.values().keySet().stream()
                .filter(field -> refusal != null && field.key().equals(refusal.field())
                        || typed.clashes().containsKey(field)
                                && typed.clashes().get(field).mine() != null)
                .findFirst()
                .orElseGet(() -> typed.values().keySet().stream().findFirst().orElse(null));
    }

    private static String type(CardField field) {
        return switch (field) {
            case FULL_NAME, ADDRESS, OKVED_NAME -> "textarea";
            case REGISTRATION_DATE -> "date";
            case SME, COMPANY_SIZE -> "select";
            default -> "text";
        };
    }

    private static String type(ContactField field) {
        return switch (field) {
            case ROLE, COLD -> "select";
            case PHONE -> "tel";
            case EMAIL -> "email";
            default -> "text";
        };
    }

    private static List<CardForm.Option> options(CardField field) {
        List<CardForm.Option> options = new ArrayList<>();
        if (field == CardField.SME || field == CardField.COMPANY_SIZE) {
            options.add(new CardForm.Option("", "неизвестно"));
        }
        if (field == CardField.SME) {
            options.add(new CardForm.Option("true", "да"));
            options.add(new CardForm.Option("false", "нет"));
        } else if (field == CardField.COMPANY_SIZE) {
            Stream.of(CompanySize.values())
                    .forEach(size -> options.add(new CardForm.Option(size.name(), size.label())));
        }
        return options;
    }

    private List<CardForm.Option> options(ContactField field) {
        List<CardForm.Option> options = new ArrayList<>();
        if (field == ContactField.COLD) {
            options.add(new CardForm.Option("false", field.shown("false")));
            options.add(new CardForm.Option("true", field.shown("true")));
        } else if (field == ContactField.ROLE) {
            options.add(new CardForm.Option("", "не указана"));
            dictionaries
                    .offered(Dictionary.CONTACT_ROLE)
                    .forEach(role -> options.add(new CardForm.Option(role.code(), role.label())));
        }
        return options;
    }
}
