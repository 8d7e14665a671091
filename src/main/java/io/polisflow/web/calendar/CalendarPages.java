package io.polisflow.web.calendar;

import io.polisflow.crm.agenda.Agenda;
import io.polisflow.crm.agenda.Agenda.Stretch;
import io.polisflow.crm.agenda.CalendarFeed;
import io.polisflow.crm.calendar.CalendarDay;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.CalendarTouch;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.web.StaffNames;
import io.polisflow.web.calendar.CalendarAddress.View;
import io.polisflow.web.calendar.People.Person;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Reads what a page of the calendar shows, with the same few queries for one person's day and for a team's month. */
@Service
@Transactional(readOnly = true)
class CalendarPages {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
    private static final int MOST_OVERDUE = 20;

    private final Agenda agenda;
    private final TouchCalendar touches;
    private final WorkingCalendar workingCalendar;
    private final Staff staff;
    private final CalendarRights rights;
    private final Clock clock;
    private final ZoneId zone;

    CalendarPages(
            Agenda agenda,
            TouchCalendar touches,
            WorkingCalendar workingCalendar,
            Staff staff,
            CalendarRights rights,
            Clock clock) {
        this.agenda = agenda;
        this.touches = touches;
        this.workingCalendar = workingCalendar;
        this.staff = staff;
        this.rights = rights;
        this.clock = clock;
        this.zone = clock.getZone();
    }

    /**
     * One page.
     *
     * @param ownerName whose calendar it is
     * @param people whom one may choose, and whose colours these are
     * @param grid null where a month is shown
     * @param month null where hours are shown
     * @param overdue planned before what is shown and still to be held
     * @param moreOverdue whether there are more than these
     * @param empty whether there is nothing to show at all
     * @param hours the working hours, e.g. «9:00–18:00»
     */
    record Page(
            CalendarAddress address,
            boolean current,
            String ownerName,
            List<Person> people,
            TimeGrid grid,
            MonthGrid month,
            List<TouchRow> overdue,
            boolean moreOverdue,
            boolean empty,
            boolean mayChoose,
            boolean mayPlan,
            String hours) {

        public View[] views() {
            return View.values();
        }
    }

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
        return MOMENT.format(instant.atZone(zone));
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** @throws ResponseStatusException 403 when it is somebody else's calendar and they may not see it, 404 when nobody's */
    Page page(CalendarAddress address) {
        String owner = address.owner() == null ? rights.me() : address.owner();
        rights.requireMaySee(owner);
        People people = new People(staff);
        if (!address.isTeam() && !owner.equals(rights.me()) && !people.know(owner)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого менеджера нет");
        }
        List<String> owners = address.isTeam() ? people.ids() : List.of(owner);
        Stretch stretch = agenda.between(owners, address.first(), address.last());
        Map<LocalDate, List<Entry>> entries =
                new Entries(people, address.isTeam(), rights.mayPlan(), clock.instant(), zone).byDay(stretch);
        List<CalendarDay> days = workingCalendar.days(address.first(), address.last());
        List<CalendarTouch> overdue = overdue(owners, address);
        StaffNames names = new StaffNames(
                staff,
                Stream.concat(
                        Stream.of(owner), overdue.stream().limit(MOST_OVERDUE).map(CalendarTouch::owner)));
        return new Page(
                address,
                address.holds(today()),
                address.isTeam() ? "Вся команда" : names.ofOwner(owner),
                people.all(),
                address.view() == View.MONTH ? null : grid(address, days, people, entries),
                address.view() == View.MONTH ? MonthGrid.of(address, days, entries, today()) : null,
                overdue.stream()
                        .limit(MOST_OVERDUE)
                        .map(touch -> row(touch, names.ofOwner(touch.owner())))
                        .toList(),
                overdue.size() > MOST_OVERDUE,
                entries.isEmpty() && overdue.isEmpty(),
                rights.mayChoose(),
                rights.mayPlan(),
                workingCalendar.hours());
    }

    private TimeGrid grid(
            CalendarAddress address, List<CalendarDay> days, People people, Map<LocalDate, List<Entry>> entries) {
        TimeGrid.Scale scale =
                new TimeGrid.Scale(workingCalendar.start(), workingCalendar.end(), LocalDateTime.now(clock));
        return address.isTeam() && address.view() == View.DAY
                ? TimeGrid.ofPeople(
                        address, days.get(0), people, entries.getOrDefault(address.date(), List.of()), scale)
                : TimeGrid.ofDays(address, days, entries, scale);
    }

    private List<CalendarTouch> overdue(List<String> owners, CalendarAddress address) {
        if (owners.isEmpty()) {
            return List.of();
        }
        Instant from = address.first().atStartOfDay(zone).toInstant();
        Instant now = clock.instant();
        return touches.overdue(owners, from.isBefore(now) ? from : now, MOST_OVERDUE + 1);
    }

    private TouchRow row(CalendarTouch touch, String owner) {
        return TouchRow.of(touch, owner, rights.mayPlan(), clock.instant(), zone);
    }

    /** @throws ResponseStatusException 404 when there is no such touch, 403 when it is in a calendar that they may not see */
    TouchRow touch(long id) {
        CalendarTouch touch = touches.shown(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого касания нет"));
        rights.requireMaySee(touch.owner());
        return row(touch, staff.nameOf(touch.owner()));
    }
}
