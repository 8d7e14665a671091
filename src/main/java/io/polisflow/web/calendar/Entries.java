package io.polisflow.web.calendar;

import io.polisflow.crm.agenda.Agenda.Stretch;
import io.polisflow.crm.agenda.OpenTasks.OpenTask;
import io.polisflow.crm.deal.CalendarTouch;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.web.calendar.Entry.Source;
import io.polisflow.web.calendar.People.Person;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes of what people have to do what a calendar shows, each day's in the order in which it is read. */
final class Entries {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    /** What is for the whole day is read first, then hour by hour. */
    private static final Comparator<Entry> IN_ORDER =
            Comparator.comparing(Entry::from, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final People people;
    private final boolean several;
    private final boolean mayMove;
    private final Instant now;
    private final ZoneId zone;

    /**
     * @param several whether more than one person's are shown
     * @param mayMove whether whoever looks may move what is planned
     */
    Entries(People people, boolean several, boolean mayMove, Instant now, ZoneId zone) {
        this.people = people;
        this.several = several;
        this.mayMove = mayMove;
        this.now = now;
        this.zone = zone;
    }

    Map<LocalDate, List<Entry>> byDay(Stretch stretch) {
        return Stream.of(
                        stretch.renewals().stream().map(this::entry),
                        stretch.deadlines().stream().map(this::entry),
                        stretch.touches().stream().map(this::entry))
                .flatMap(entries -> entries)
                .sorted(IN_ORDER)
                .collect(Collectors.groupingBy(Entry::date));
    }

    private Entry entry(CalendarTouch touch) {
        LocalDateTime start = local(touch.startsAt());
        boolean planned = touch.isPlanned();
        boolean late = planned && touch.startsAt().isBefore(now);
        Person person = person(touch.owner());
        String time = HOUR.format(start);
        return new Entry(
                Source.TOUCH,
                touch.id(),
                "/crm/deals/" + touch.deal(),
                start.toLocalDate(),
                minutes(start),
                (int) touch.kind().length().toMinutes(),
                time,
                touch.kind().label(),
                touch.client(),
                touch.owner(),
                person,
                late,
                !planned,
                planned && mayMove,
                sentence(
                        person,
                        time + "–" + HOUR.format(local(touch.endsAt())),
                        touch.kind().label().toLowerCase(Locale.ROOT),
                        touch.client(),
                        touch.contact(),
                        late ? "просрочено" : planned ? null : "состоялось"));
    }

    private Entry entry(OpenTask task) {
        LocalDateTime due = local(task.dueAt());
        Person person = person(task.assignee());
        return new Entry(
                Source.DEADLINE,
                null,
                task.path(),
                due.toLocalDate(),
                minutes(due),
                0,
                "до " + HOUR.format(due),
                task.name(),
                task.client(),
                task.assignee(),
                person,
                task.dueAt().isBefore(now),
                false,
                false,
                sentence(
                                person,
                                "Срок до " + HOUR.format(due),
                                task.name(),
                                task.client(),
                                task.dueAt().isBefore(now) ? "просрочено" : null)
                        + ". Срок задаче назначила модель, поэтому здесь он не переносится");
    }

    private Entry entry(Renewal renewal) {
        String owner = renewal.policy().deal().owner();
        Person person = person(owner);
        boolean open = renewal.isAwaited();
        return new Entry(
                Source.RENEWAL,
                null,
                "/crm/deals/" + renewal.policy().deal().number(),
                renewal.dueOn(),
                null,
                0,
                null,
                "Продление",
                renewal.policy().client().name(),
                owner,
                person,
                false,
                !open,
                false,
                sentence(
                                person,
                                "Продление",
                                renewal.policy().client().name(),
                                "полис " + renewal.policy().number(),
                                open ? null : renewal.state().label())
                        + ". День назначила модель продления, поэтому здесь он не переносится");
    }

    private static String sentence(Person person, String... parts) {
        return Stream.concat(Stream.of(parts), Stream.ofNullable(person).map(Person::name))
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    private Person person(String id) {
        return several ? people.find(id) : null;
    }

    private LocalDateTime local(Instant moment) {
        return moment.atZone(zone).toLocalDateTime();
    }

    private static int minutes(LocalDateTime moment) {
        return moment.getHour() * 60 + moment.getMinute();
    }
}
