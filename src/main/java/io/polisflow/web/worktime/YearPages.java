package io.polisflow.web.worktime;

import io.polisflow.crm.Plural;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.CalendarDay;
import io.polisflow.crm.calendar.CalendarDependents.Moves;
import io.polisflow.crm.calendar.CalendarEditor;
import io.polisflow.crm.calendar.CalendarRegion;
import io.polisflow.crm.calendar.DayChange;
import io.polisflow.crm.calendar.DayKind;
import io.polisflow.crm.calendar.SpecialDay;
import io.polisflow.crm.calendar.WorkingNorm;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.calendar.YearDraft;
import io.polisflow.crm.deal.Staff;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import io.polisflow.web.worktime.YearView.Change;
import io.polisflow.web.worktime.YearView.Day;
import io.polisflow.web.worktime.YearView.Difference;
import io.polisflow.web.worktime.YearView.Month;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lays out a year of a calendar by months, with the changes that somebody is about to make. */
@Component
class YearPages {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM, EEEE", RUSSIAN);
    private static final int WEEK = 7;
    private static final int PARTS = 3;

    private final CalendarEditor editor;
    private final Staff staff;
    private final CurrentUser user;
    private final Clock clock;

    YearPages(CalendarEditor editor, Staff staff, CurrentUser user, Clock clock) {
        this.editor = editor;
        this.staff = staff;
        this.user = user;
        this.clock = clock;
    }

    /** Reads the changes that a form carries, each as {@code 2026-06-12|OFF|День России}; without a kind the day becomes plain. @param carried may be null */
    static List<DayChange> changes(List<String> carried) {
        return carried == null
                ? List.of()
                : carried.stream().map(YearPages::change).toList();
    }

    private static DayChange change(String carried) {
        String[] parts = carried.split("\\|", PARTS);
        try {
            DayKind kind = parts.length < 2 || parts[1].isEmpty() ? null : DayKind.valueOf(parts[1]);
            return new DayChange(LocalDate.parse(parts[0]), kind, parts.length < PARTS ? null : parts[2]);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new RefusedException("change", "Правка «" + carried + "» не читается: отметьте день заново");
        }
    }

    private static String carried(DayChange change) {
        return change.day() + "|" + (change.kind() == null ? "" : change.kind()) + "|"
                + (change.name() == null ? "" : change.name());
    }

    /** @return the year as it is in force */
    @Transactional(readOnly = true)
    public YearView asItIs(String code, int year) {
        return view(code, year, editor.draft(code, year, List.of(), null, null), List.of(), null);
    }

    /** @return the year with the changes in it, and what they would move */
    @Transactional(readOnly = true)
    public YearView preview(String code, int year, List<DayChange> changes, String source, Boolean provisional) {
        YearDraft draft = editor.draft(code, year, changes, source, provisional);
        return view(code, year, draft, changes, moves(editor.preview(code, year, draft)));
    }

    /** @return the year with the changes of the file in it; the file's name stands for the source until a better one is given */
    @Transactional(readOnly = true)
    public YearView preview(String code, int year, YearFile file, String fileName) {
        YearDraft now = editor.draft(code, year, List.of(), null, null);
        return preview(code, year, ImportedYear.changes(file, now.before()), "Файл " + fileName, false);
    }

    private static String moves(Moves moves) {
        if (moves.total() == 0) {
            return "Открытых сроков, которые считаются по этому календарю, нет: ничего не сдвинется.";
        }
        if (moves.moved() == 0) {
            return "Ничего не сдвинется: ни один из открытых сроков (" + moves.total() + ") на эти дни не опирается.";
        }
        return Plural.of(moves.moved(), "Сдвинется ", "Сдвинутся ", "Сдвинутся ")
                + counted(moves.moved(), "срок", "срока", "сроков") + " из " + moves.total() + ": "
                + moves.earlier() + " раньше, " + moves.later() + " позже, " + moves.becomeOverdue() + " "
                + Plural.of(
                        moves.becomeOverdue(), "станет просроченным", "станут просроченными", "станут просроченными")
                + ".";
    }

    private YearView view(String code, int year, YearDraft draft, List<DayChange> changes, String moves) {
        CalendarRegion region = editor.calendar(code);
        WorkingTime time = editor.as(code, year, draft);
        List<YearMonth> months = IntStream.rangeClosed(1, 12)
                .mapToObj(month -> YearMonth.of(year, month))
                .toList();
        WorkingNorm norm = months.stream().map(time::norm).reduce(new WorkingNorm(0, 0), WorkingNorm::plus);
        List<YearDraft.Difference> differences = draft.differences().stream()
                .filter(YearDraft.Difference::isOfTheDay)
                .toList();
        Set<LocalDate> changed =
                differences.stream().map(YearDraft.Difference::day).collect(Collectors.toSet());
        DateTimeFormatter when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
        return new YearView(
                code,
                region.name(),
                region.isCountrys(),
                year,
                user.isIn(UserGroup.ADMINISTRATORS),
                draft.revision(),
                draft.filled(),
                draft.provisional(),
                draft.source(),
                time.hours().described(),
                time.hours().zone().getId(),
                days(norm) + ", " + hours(norm.hours()),
                byTheClock(time, year, norm),
                months.stream()
                        .map(month -> month(month, time, draft.after(), changed))
                        .toList(),
                changes.stream().map(YearPages::carried).toList(),
                differences.stream()
                        .map(each -> new Difference(
                                DAY.format(each.day()),
                                CalendarEditor.described(each.before(), region.isCountrys()),
                                CalendarEditor.described(each.after(), region.isCountrys())
                                        + (each.after() != null && each.after().provisional()
                                                ? " (предварительно)"
                                                : "")))
                        .toList(),
                moves,
                editor.changes(code).stream()
                        .map(each -> new Change(
                                when.format(each.at()),
                                staff.nameOf(each.actor()),
                                each.year() == null ? "" : each.year() + " год",
                                each.text()))
                        .toList());
    }

    private static String byTheClock(WorkingTime time, int year, WorkingNorm norm) {
        Duration counted = time.between(
                LocalDate.of(year, 1, 1).atStartOfDay(time.hours().zone()).toInstant(),
                LocalDate.of(year + 1, 1, 1).atStartOfDay(time.hours().zone()).toInstant());
        return counted.equals(Duration.ofHours(norm.hours())) ? null : hours((int) counted.toHours());
    }

    private static String days(WorkingNorm norm) {
        return counted(norm.days(), "рабочий день", "рабочих дня", "рабочих дней");
    }

    private static String hours(int hours) {
        return counted(hours, "час", "часа", "часов");
    }

    private Month month(YearMonth month, WorkingTime time, Map<LocalDate, SpecialDay> own, Set<LocalDate> changed) {
        LocalDate today = LocalDate.now(clock);
        Function<LocalDate, Day> day = date -> {
            CalendarDay shown = time.day(date);
            SpecialDay special = own.get(date);
            String look = !shown.isWorking() ? "off" : isShortened(date, time) ? "short" : "work";
            boolean provisional = special != null && special.provisional();
            return new Day(
                    date.toString(),
                    date.getDayOfMonth(),
                    look,
                    special == null ? "" : special.kind().name(),
                    special == null || special.name() == null ? "" : special.name(),
                    changed.contains(date),
                    provisional,
                    date.equals(today),
                    DAY.format(date) + ": " + (shown.note() == null ? "рабочий день" : shown.note())
                            + (provisional ? ", предварительно" : "") + (changed.contains(date) ? ", изменён" : ""));
        };
        List<Day> places = new ArrayList<>(
                Collections.nCopies(month.atDay(1).getDayOfWeek().getValue() - 1, (Day) null));
        month.atDay(1).datesUntil(month.plusMonths(1).atDay(1)).map(day).forEach(places::add);
        while (places.size() % WEEK != 0) {
            places.add(null);
        }
        List<List<Day>> weeks = IntStream.range(0, places.size() / WEEK)
                .mapToObj(week -> places.subList(week * WEEK, (week + 1) * WEEK))
                .toList();
        WorkingNorm norm = time.norm(month);
        String name = month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, RUSSIAN);
        return new Month(
                name.substring(0, 1).toUpperCase(RUSSIAN) + name.substring(1),
                counted(norm.days(), "день", "дня", "дней") + ", " + hours(norm.hours()),
                weeks);
    }

    private static boolean isShortened(LocalDate date, WorkingTime time) {
        return time.day(date).closes().isBefore(time.hours().closes());
    }

    /** @return e.g. «1 срок», «2 срока», «5 сроков» */
    private static String counted(int number, String one, String few, String many) {
        return number + " " + Plural.of(number, one, few, many);
    }
}
