package io.polisflow.crm.calendar;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.CalendarDependents.Moves;
import io.polisflow.crm.calendar.YearDraft.Difference;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the days of a calendar: what a change would move is told before, and what was counted by the calendar follows it in the same
 * transaction; each change is recorded with what was before.
 */
@Service
@Transactional
public class CalendarEditor {

    /** Years of which an administrator may enter the days. */
    public static final int FIRST_YEAR = 2000;

    public static final int LAST_YEAR = 2099;

    private static final int LONGEST_SOURCE = 500;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.forLanguageTag("ru"));

    private final CalendarRepository regions;
    private final Years years;
    private final Changes changes;
    private final CalendarStore store;
    private final WorkingCalendars calendars;
    private final ObjectProvider<CalendarDependents> dependents;
    private final Clock clock;

    CalendarEditor(
            CalendarRepository regions,
            Years years,
            Changes changes,
            CalendarStore store,
            WorkingCalendars calendars,
            ObjectProvider<CalendarDependents> dependents,
            Clock clock) {
        this.regions = regions;
        this.years = years;
        this.changes = changes;
        this.store = store;
        this.calendars = calendars;
        this.dependents = dependents;
        this.clock = clock;
    }

    /** @return the country's calendar first */
    @Transactional(readOnly = true)
    public List<CalendarRegion> all() {
        return regions.all();
    }

    /** @throws NoSuchElementException when there is no such calendar */
    @Transactional(readOnly = true)
    public CalendarRegion calendar(String code) {
        return regions.findById(code).orElseThrow(() -> new NoSuchElementException("no calendar " + code));
    }

    /** @return those that somebody has entered, in order */
    @Transactional(readOnly = true)
    public List<Integer> years(String code) {
        return store.years(code);
    }

    /** @return the latest changes of the calendar, newest first */
    @Transactional(readOnly = true)
    public List<CalendarChange> changes(String code) {
        return changes.findTop30ByCalendarOrderByIdDesc(code);
    }

    /**
     * The year as the changes would make it; one that nobody has entered begins with the public holidays.
     *
     * @param source null for what it is
     * @param provisional null for what it is
     * @throws RefusedException when a change is of another year, a day is changed twice or a name is too long
     * @throws NoSuchElementException when there is no such calendar or year
     */
    @Transactional(readOnly = true)
    public YearDraft draft(String code, int year, List<DayChange> changed, String source, Boolean provisional) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new NoSuchElementException("no year " + year);
        }
        calendar(code);
        return draft(years.findByKey(new CalendarYear.Key(code, year)), code, year, changed, source, provisional);
    }

    private YearDraft draft(
            CalendarYear found, String code, int year, List<DayChange> changed, String source, Boolean provisional) {
        SortedMap<LocalDate, SpecialDay> before = found == null ? publicHolidays(code, year) : found.days();
        boolean maybe = provisional != null ? provisional : found == null || found.provisional();
        String from = source != null ? source.strip() : found == null ? "" : found.source();
        if (from.length() > LONGEST_SOURCE) {
            throw new RefusedException("source", "Источник не длиннее 500 знаков");
        }
        SortedMap<LocalDate, SpecialDay> after = new TreeMap<>(before);
        if (!maybe) {
            after.replaceAll((day, special) -> new SpecialDay(special.kind(), special.name(), false));
        }
        apply(changed, year, maybe, after);
        return new YearDraft(
                found == null ? YearDraft.NEW : found.revision(), found != null, before, after, from, maybe);
    }

    private static SortedMap<LocalDate, SpecialDay> publicHolidays(String code, int year) {
        SortedMap<LocalDate, SpecialDay> days = new TreeMap<>();
        if (code.equals(WorkingCalendars.COUNTRY)) {
            LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1)).forEach(day -> PublicHolidays.nameOf(day)
                    .ifPresent(name -> days.put(day, new SpecialDay(DayKind.OFF, name, true))));
        }
        return days;
    }

    private static void apply(
            List<DayChange> changed, int year, boolean provisional, SortedMap<LocalDate, SpecialDay> days) {
        Set<LocalDate> seen = new HashSet<>();
        for (DayChange change : changed) {
            LocalDate day = change.day();
            if (day.getYear() != year) {
                throw new RefusedException(
                        "change",
                        "%s — день другого года, а правится %d-й"
                                .formatted(
                                        DateTimeFormatter.ofPattern("dd.MM.yyyy")
                                                .format(day),
                                        year));
            }
            if (!seen.add(day)) {
                throw new RefusedException("change", DAY.format(day) + " указано дважды: оставьте что-то одно");
            }
            if (change.name() != null && change.name().length() > DayChange.LONGEST_NAME) {
                throw new RefusedException("change", DAY.format(day) + ": название не длиннее 200 знаков");
            }
            SpecialDay before = days.get(day);
            if (change.kind() == null) {
                days.remove(day);
            } else if (before == null
                    || before.kind() != change.kind()
                    || !Objects.equals(before.name(), change.name())) {
                days.put(day, new SpecialDay(change.kind(), change.name(), provisional));
            }
        }
    }

    /** @return the calendar's working time as the draft would make it, of which nothing is kept */
    @Transactional(readOnly = true)
    public WorkingTime as(String code, int year, YearDraft draft) {
        return counted(code, code, year, draft);
    }

    private WorkingTime counted(String code, String changed, int year, YearDraft draft) {
        return new WorkingTime(store.hours(code), store.days(code, changed, year, draft.after()));
    }

    /** @return how many open deadlines the draft would move, also those of regions when it is the country's */
    @Transactional(readOnly = true)
    public Moves preview(String code, int year, YearDraft draft) {
        Moves moves = Moves.NONE;
        for (String each : calendars.changingWith(code)) {
            WorkingTime changed = counted(each, code, year, draft);
            for (CalendarDependents dependent : dependents) {
                moves = moves.plus(dependent.preview(each, changed));
            }
        }
        return moves;
    }

    /**
     * Puts a year in force.
     *
     * @param revision what the changes were made to
     * @throws ConflictException when somebody else has changed the year since
     * @throws RefusedException as {@link #draft}, and when nothing is changed
     */
    public void enter(
            String code,
            int year,
            int revision,
            List<DayChange> changed,
            String source,
            Boolean provisional,
            String actor) {
        if (regions.raise(code) == 0) {
            throw new NoSuchElementException("no calendar " + code);
        }
        CalendarYear found = years.findByKey(new CalendarYear.Key(code, year));
        YearDraft draft = draft(found, code, year, changed, source, provisional);
        if (draft.revision() != revision) {
            throw new ConflictException("Пока вы правили, календарь за " + year
                    + " год изменил кто-то ещё. Ваши правки остались в черновике:"
                    + " сверьте их с тем, что теперь в календаре, и введите снова");
        }
        if (draft.source().isEmpty()) {
            throw new RefusedException("source", "Укажите источник: каким документом установлены эти дни");
        }
        List<Difference> differences = draft.differences();
        if (found != null
                && differences.isEmpty()
                && found.source().equals(draft.source())
                && found.provisional() == draft.provisional()) {
            throw new RefusedException("change", "В черновике нет изменений: отметьте дни, которые надо изменить");
        }
        CalendarYear entered = found == null ? new CalendarYear(code, year) : found;
        record(code, year, found, draft, differences, actor);
        entered.replace(draft.after(), draft.source(), draft.provisional());
        years.saveAndFlush(entered);
        calendars.changed();
        for (String each : calendars.changingWith(code)) {
            dependents.forEach(dependent -> dependent.follow(each));
        }
    }

    private void record(
            String code, int year, CalendarYear found, YearDraft draft, List<Difference> differences, String actor) {
        List<String> lines = new ArrayList<>();
        if (found == null) {
            lines.add("Заведён " + year + " год, источник: " + draft.source());
        } else if (!found.source().equals(draft.source())) {
            lines.add("Источник: " + found.source() + " → " + draft.source());
        }
        if (found != null && found.provisional() != draft.provisional()) {
            lines.add(draft.provisional() ? "Год отмечен как предварительный" : "Год утверждён окончательно");
        }
        boolean country = code.equals(WorkingCalendars.COUNTRY);
        for (Difference each : differences) {
            if (each.isOfTheDay()) {
                lines.add(DAY.format(each.day()) + ": " + described(each.before(), country) + " → "
                        + described(each.after(), country));
            }
        }
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (text.length() + line.length() >= CalendarChange.LONGEST_TEXT) {
                save(code, year, text, actor);
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : "\n").append(line);
        }
        save(code, year, text, actor);
    }

    private void save(String code, int year, StringBuilder text, String actor) {
        changes.save(new CalendarChange(clock.instant(), actor, code, year, text.toString()));
    }

    /** @param day null when it is as the plain week, or the country, has it */
    public static String described(SpecialDay day, boolean country) {
        return day != null ? day.described() : country ? "как по неделе" : "как в календаре страны";
    }

    interface Years extends Repository<CalendarYear, CalendarYear.Key> {

        /** @return null when nobody has entered the year */
        @Query("select c from CalendarYear c where c.key = :key")
        CalendarYear findByKey(CalendarYear.Key key);

        CalendarYear saveAndFlush(CalendarYear year);
    }

    interface Changes extends Repository<CalendarChange, Long> {

        CalendarChange save(CalendarChange change);

        List<CalendarChange> findTop30ByCalendarOrderByIdDesc(String calendar);
    }
}
