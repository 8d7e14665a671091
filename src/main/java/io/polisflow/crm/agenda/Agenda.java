package io.polisflow.crm.agenda;

import io.polisflow.crm.agenda.AgendaItem.Source;
import io.polisflow.crm.agenda.OpenTasks.OpenTask;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.policy.Renewals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gathers what a person has to do and when: touches, deadlines of tasks, renewals. */
@Component
class Agenda {

    /** How far back a calendar goes, and how long it tells what was cancelled. */
    static final Duration PAST = Duration.ofDays(30);

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int TOUCH_YEARS = 5;
    private static final int RENEWAL_YEARS = 2;
    private static final Map<Activity.Kind, Duration> LENGTHS = Map.of(
            Activity.Kind.CALL, Duration.ofMinutes(30),
            Activity.Kind.EMAIL, Duration.ofMinutes(15),
            Activity.Kind.MEETING, Duration.ofHours(1));
    /** A deadline is the end of this. */
    private static final Duration BEFORE_DEADLINE = Duration.ofMinutes(30);

    private static final int TOUCH_ALARM = 15;
    private static final int DEADLINE_ALARM = 60;
    private static final int NINE_OF_THAT_DAY = -9 * 60;

    private final TouchCalendar touches;
    private final ClientContacts contacts;
    private final Renewals renewals;
    private final OpenTasks tasks;
    private final Clock clock;

    Agenda(TouchCalendar touches, ClientContacts contacts, Renewals renewals, OpenTasks tasks, Clock clock) {
        this.touches = touches;
        this.contacts = contacts;
        this.renewals = renewals;
        this.tasks = tasks;
        this.clock = clock;
    }

    List<AgendaItem> of(String user) {
        return Stream.of(touches(user), renewals(user), deadlines(user))
                .flatMap(List::stream)
                .toList();
    }

    private List<AgendaItem> touches(String user) {
        Instant now = clock.instant();
        Instant farthest = LocalDate.now(clock)
                .plusYears(TOUCH_YEARS)
                .plusDays(1)
                .atStartOfDay(clock.getZone())
                .toInstant();
        List<Activity> planned = touches.of(user, now.minus(PAST), farthest);
        Map<Long, Contact> people = contacts.byIds(planned.stream()
                .map(Activity::contactId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return planned.stream()
                .map(touch -> item(touch, touch.contactId() == null ? null : people.get(touch.contactId())))
                .toList();
    }

    private static AgendaItem item(Activity touch, Contact contact) {
        boolean open = touch.state() == Activity.State.PLANNED;
        String deal = touch.deal().number();
        Instant start = touch.startsAt().truncatedTo(ChronoUnit.SECONDS);
        return new AgendaItem(
                Source.TOUCH,
                touch.id().toString(),
                touch.kind().label() + ": " + touch.deal().client().name() + (open ? "" : " (состоялось)"),
                lines("Сделка " + deal, contact == null ? null : "Контакт: " + contact.name(), touch.note()),
                touch.place(),
                "/crm/deals/" + deal,
                start,
                start.plus(LENGTHS.get(touch.kind())),
                null,
                open ? TOUCH_ALARM : null);
    }

    private List<AgendaItem> renewals(String user) {
        LocalDate today = LocalDate.now(clock);
        return renewals.of(user, today.minusDays(PAST.toDays()), today.plusYears(RENEWAL_YEARS)).stream()
                .map(Agenda::item)
                .toList();
    }

    private static AgendaItem item(Renewal renewal) {
        boolean open = renewal.isAwaited();
        String client = renewal.policy().client().name();
        String deal = renewal.policy().deal().number();
        return new AgendaItem(
                Source.RENEWAL,
                renewal.id().toString(),
                "Продление: " + client + (open ? "" : " (" + renewal.state().label() + ")"),
                lines(
                        "Полис " + renewal.policy().number() + " действует по "
                                + SHOWN.format(renewal.policy().endsOn()),
                        "Сделка " + deal),
                null,
                "/crm/deals/" + deal,
                null,
                null,
                renewal.dueOn(),
                open ? NINE_OF_THAT_DAY : null);
    }

    private List<AgendaItem> deadlines(String user) {
        return tasks.of(user).stream().map(Agenda::item).toList();
    }

    private static AgendaItem item(OpenTask task) {
        Instant due = task.dueAt().truncatedTo(ChronoUnit.SECONDS);
        return new AgendaItem(
                Source.TASK,
                task.id(),
                "Срок: " + task.name() + (task.client() == null ? "" : " — " + task.client()),
                task.dealNumber() == null ? null : "Сделка " + task.dealNumber(),
                null,
                "/camunda/app/tasklist/default/#/?task=" + task.id(),
                due.minus(BEFORE_DEADLINE),
                due,
                null,
                DEADLINE_ALARM);
    }

    private static String lines(String... lines) {
        return Stream.of(lines).filter(Objects::nonNull).collect(Collectors.joining("\n"));
    }
}
