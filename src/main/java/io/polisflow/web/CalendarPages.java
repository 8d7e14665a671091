package io.polisflow.web;

import io.polisflow.crm.agenda.CalendarFeed;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.TouchCalendar;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads one week of a manager's touches, and what of earlier weeks is still to be held. */
@Service
@Transactional(readOnly = true)
class CalendarPages {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE, d MMMM", RUSSIAN);
    private static final DateTimeFormatter LAST_DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", RUSSIAN);
    private static final DateTimeFormatter FIRST_DAY = DateTimeFormatter.ofPattern("d MMMM", RUSSIAN);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter EARLIER = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
    /** Beyond it nothing can be planned or was held; a mistyped address shows this week instead. */
    private static final int FARTHEST_YEARS = 50;

    private final TouchCalendar touches;
    private final ClientContacts contacts;
    private final WorkingCalendar workingCalendar;
    private final Staff staff;
    private final Clock clock;
    private final ZoneId zone;

    CalendarPages(
            TouchCalendar touches, ClientContacts contacts, WorkingCalendar workingCalendar, Staff staff, Clock clock) {
        this.touches = touches;
        this.contacts = contacts;
        this.workingCalendar = workingCalendar;
        this.staff = staff;
        this.clock = clock;
        this.zone = clock.getZone();
    }

    /**
     * One touch.
     *
     * @param at the hour, with its date when it is of an earlier week
     * @param contact whom it is with, «(удалён)» when off the card, or null
     * @param startsAt as a date-time field takes it
     */
    record TouchRow(
            long id,
            String at,
            String kind,
            String client,
            String deal,
            String place,
            String contact,
            String note,
            String outcome,
            boolean planned,
            boolean overdue,
            String startsAt) {}

    record Day(String title, boolean today, boolean off, List<TouchRow> touches) {}

    record Manager(String id, String name) {}

    /**
     * @param monday ISO, as are the two weeks beside it
     * @param overdue planned before this week and still to be held
     * @param hours the working hours, e.g. «9:00–18:00»
     */
    record Week(
            String title,
            String monday,
            String previous,
            String next,
            boolean thisWeek,
            String owner,
            String ownerName,
            List<Day> days,
            List<TouchRow> overdue,
            boolean empty,
            String hours) {}

    /**
     * The secret address of one's own calendar.
     *
     * @param createdAt null when there is none
     * @param readAt when a calendar program last read it, or null
     */
    record FeedState(String createdAt, String readAt) {}

    FeedState feed(Optional<CalendarFeed> feed) {
        return new FeedState(
                feed.map(CalendarFeed::createdAt).map(this::moment).orElse(null),
                feed.map(CalendarFeed::readAt).map(this::moment).orElse(null));
    }

    private String moment(Instant instant) {
        return EARLIER.format(instant.atZone(zone));
    }

    /** @param anyDay of the week, ISO; null or unreadable means this week */
    Week week(String owner, String anyDay) {
        LocalDate today = LocalDate.now(clock);
        LocalDate monday = day(anyDay, today).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        Instant from = monday.atStartOfDay(zone).toInstant();
        List<Activity> planned =
                touches.of(owner, from, monday.plusWeeks(1).atStartOfDay(zone).toInstant());
        List<Activity> late = touches.overdue(owner, from.isBefore(clock.instant()) ? from : clock.instant());
        Map<Long, Contact> people = people(planned, late);
        Map<LocalDate, List<TouchRow>> byDay = planned.stream()
                .collect(Collectors.groupingBy(
                        touch -> startOf(touch).toLocalDate(),
                        Collectors.mapping(touch -> row(touch, HOUR, people), Collectors.toList())));
        List<Day> days = IntStream.range(0, 7)
                .mapToObj(monday::plusDays)
                .map(day -> new Day(
                        DAY.format(day),
                        day.equals(today),
                        !workingCalendar.isWorkingDay(day),
                        byDay.getOrDefault(day, List.of())))
                .toList();
        return new Week(
                title(monday, monday.plusDays(6)),
                monday.toString(),
                monday.minusWeeks(1).toString(),
                monday.plusWeeks(1).toString(),
                !today.isBefore(monday) && today.isBefore(monday.plusWeeks(1)),
                owner,
                staff.nameOf(owner),
                days,
                late.stream().map(touch -> row(touch, EARLIER, people)).toList(),
                planned.isEmpty() && late.isEmpty(),
                workingCalendar.hours());
    }

    List<Manager> managers() {
        return staff.salesManagers().stream()
                .map(manager -> new Manager(manager.id(), manager.name()))
                .toList();
    }

    private static LocalDate day(String text, LocalDate today) {
        if (text == null || text.isBlank()) {
            return today;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            return Math.abs(ChronoUnit.YEARS.between(today, day)) < FARTHEST_YEARS ? day : today;
        } catch (DateTimeParseException e) {
            return today;
        }
    }

    private static String title(LocalDate first, LocalDate last) {
        boolean oneMonth = first.getMonth() == last.getMonth();
        return (oneMonth ? String.valueOf(first.getDayOfMonth()) : FIRST_DAY.format(first)) + " – "
                + LAST_DAY.format(last);
    }

    private Map<Long, Contact> people(List<Activity> planned, List<Activity> late) {
        return contacts.byIds(Stream.concat(planned.stream(), late.stream())
                .map(Activity::contactId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private LocalDateTime startOf(Activity touch) {
        return touch.startsAt().atZone(zone).toLocalDateTime();
    }

    private TouchRow row(Activity touch, DateTimeFormatter shown, Map<Long, Contact> people) {
        boolean planned = touch.state() == Activity.State.PLANNED;
        Contact contact = touch.contactId() == null ? null : people.get(touch.contactId());
        return new TouchRow(
                touch.id(),
                shown.format(startOf(touch)),
                touch.kind().label(),
                touch.deal().client().name(),
                touch.deal().number(),
                touch.place(),
                contact == null ? null : nameOf(contact),
                touch.note(),
                touch.outcome(),
                planned,
                planned && touch.startsAt().isBefore(clock.instant()),
                startOf(touch).truncatedTo(ChronoUnit.MINUTES).toString());
    }

    private static String nameOf(Contact contact) {
        String name = contact.name() == null ? contact.email() : contact.name();
        return contact.removed() ? name + " (удалён)" : name;
    }
}
