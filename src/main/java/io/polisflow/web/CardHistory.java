package io.polisflow.web;

import io.polisflow.crm.agenda.DealTasks.DoneWork;
import io.polisflow.crm.client.AuditedField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientChange;
import io.polisflow.crm.client.ClientChanges;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.overview.ClientFiles.ClientFile;
import io.polisflow.crm.overview.Timeline;
import io.polisflow.crm.overview.Timeline.Entry;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.telephony.CallRecord;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what has happened with a client, the touches on one line of time, and what has been changed on its card. */
@Service
@Transactional(readOnly = true)
class CardHistory {

    private static final int STEP = 20;
    private static final int TRAIL_STEP = 10;
    private static final int MOST = 1000;

    private final Clients clients;
    private final ClientContacts contacts;
    private final ClientChanges changes;
    private final Timeline timeline;
    private final CallPages calls;
    private final Dictionaries dictionaries;
    private final Staff staff;
    private final DateTimeFormatter when;

    CardHistory(
            Clients clients,
            ClientContacts contacts,
            ClientChanges changes,
            Timeline timeline,
            CallPages calls,
            Dictionaries dictionaries,
            Staff staff,
            Clock clock) {
        this.clients = clients;
        this.contacts = contacts;
        this.changes = changes;
        this.timeline = timeline;
        this.calls = calls;
        this.dictionaries = dictionaries;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * @param kind code of a kind, anything else means all
     * @param shown how many events to show, rounded to what is sensible
     * @throws NoSuchElementException when there is no such client
     */
    CardView.Timeline timeline(long clientId, String kind, int shown) {
        Client client = clients.get(clientId);
        Timeline.Kind chosen = Stream.of(Timeline.Kind.values())
                .filter(each -> each.name().equalsIgnoreCase(kind))
                .findFirst()
                .orElse(null);
        int most = sensible(shown);
        Timeline.Stretch stretch = timeline.of(client, chosen, most);
        List<CardView.Filter> filters = new ArrayList<>();
        filters.add(new CardView.Filter("", "Всё", chosen == null));
        Stream.of(Timeline.Kind.values())
                .map(each -> new CardView.Filter(code(each), each.label(), each == chosen))
                .forEach(filters::add);
        return new CardView.Timeline(
                client.id(),
                filters,
                chosen == null ? "" : code(chosen),
                stretch.entries().stream().map(this::row).toList(),
                stretch.more() ? most + STEP : null);
    }

    private static String code(Timeline.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static int sensible(int shown) {
        return Math.min(Math.max(shown, STEP), MOST);
    }

    private CardView.EventRow row(Entry<?> entry) {
        String at = when.format(entry.at());
        String deal = entry.dealNumber();
        if (entry.what() instanceof Letter letter) {
            return new CardView.EventRow(
                    letter.direction() == Letter.Direction.IN ? "Письмо от клиента" : "Письмо клиенту",
                    letter.sentAt() != null
                            ? at
                            : at + (letter.failure() == null ? ", ожидает отправки" : ", не отправлено"),
                    letter.sender() + " → " + String.join(", ", letter.recipients()),
                    letter.subject(),
                    deal,
                    letter.text(),
                    letter.failure() == null ? null : "Не доставлено: " + letter.failure(),
                    letter.files().stream().map(DealView.FileView::of).toList(),
                    null);
        }
        if (entry.what() instanceof CallRecord call) {
            return row("Звонок", at, null, null, deal, null, calls.view(call));
        }
        if (entry.what() instanceof Activity touch) {
            String text = Stream.of(touch.note(), touch.outcome())
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(" → "));
            return row(touch.kind().label(), at, staff.nameOf(touch.heldBy()), null, deal, text, null);
        }
        if (entry.what() instanceof ClientFile file) {
            return new CardView.EventRow(
                    "Документ",
                    at,
                    null,
                    file.origin().label(),
                    deal,
                    null,
                    null,
                    List.of(DealView.FileView.of(file.file())),
                    null);
        }
        if (entry.what() instanceof Policy policy) {
            String title = "Выпущен полис " + policy.number();
            return row("Документ", at, null, title, deal, policy.product().name() + ". " + policy.object(), null);
        }
        DoneWork task = (DoneWork) entry.what();
        return row(
                "Задача",
                at,
                task.who() == null ? "исполнитель неизвестен" : staff.nameOf(task.who()),
                "Выполнена задача «" + task.name() + "»",
                deal,
                "Модель «" + task.model() + "», версия " + task.version(),
                null);
    }

    private static CardView.EventRow row(
            String kind, String at, String who, String title, String deal, String text, CallView call) {
        return new CardView.EventRow(kind, at, who, title, deal, text, null, List.of(), call);
    }

    /** @param shown as of {@link #timeline} */
    CardView.Trail trail(long clientId, int shown) {
        long id = clients.get(clientId).id();
        int most = Math.min(Math.max(shown, TRAIL_STEP), MOST);
        List<ClientChange> found = changes.of(id, most + 1);
        Map<Long, Contact> people = contacts.byIds(found.stream()
                .map(ClientChange::contactId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return new CardView.Trail(
                id,
                found.stream().limit(most).map(change -> row(change, people)).toList(),
                found.size() > most ? most + STEP : null);
    }

    private CardView.TrailRow row(ClientChange change, Map<Long, Contact> people) {
        Contact contact = change.contactId() == null ? null : people.get(change.contactId());
        return new CardView.TrailRow(
                when.format(change.changedAt()),
                staff.nameOf(change.changedBy()),
                contact == null ? null : contact.name() == null ? contact.email() : contact.name(),
                change.field().label(),
                shown(change.field(), change.oldValue()),
                shown(change.field(), change.newValue()),
                change.source(),
                step(change));
    }

    private static String step(ClientChange change) {
        return change.activityName() == null
                ? null
                : "%s, модель версии %d".formatted(change.activityName(), change.processVersion());
    }

    private String shown(AuditedField field, String value) {
        if (value == null) {
            return null;
        }
        return switch (field) {
            case CONTACT_ROLE -> dictionaries.label(Dictionary.CONTACT_ROLE, value);
            case OWNER -> staff.nameOf(value);
            default -> value;
        };
    }
}
