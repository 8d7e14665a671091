package io.polisflow.crm.deal;

import io.polisflow.crm.calendar.CalendarDay;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.Deals.Activities;
import io.polisflow.crm.deal.TouchCalendar.Warning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells while somebody still chooses a time what speaks against it: the working calendar, or what stands there already. */
@Service
@Transactional(readOnly = true)
public class TouchAdvice {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H:mm");
    private static final Duration LONGEST = Arrays.stream(Activity.Kind.values())
            .map(Activity.Kind::length)
            .max(Comparator.naturalOrder())
            .orElseThrow();

    private final Activities activities;
    private final WorkingCalendar workingCalendar;
    private final Clock clock;

    TouchAdvice(Activities activities, WorkingCalendar workingCalendar, Clock clock) {
        this.activities = activities;
        this.workingCalendar = workingCalendar;
        this.clock = clock;
    }

    /**
     * @param owner in whose calendar; null for nobody's
     * @param kind null when it is not chosen yet: then no conflict is found
     * @param except the touch that is to be moved, or null
     */
    public List<Warning> warnings(String owner, Activity.Kind kind, LocalDateTime start, Long except) {
        return Stream.of(notWorking(start), conflict(owner, kind, instant(start), except))
                .flatMap(Optional::stream)
                .toList();
    }

    /** @return why nobody works then, if nobody does */
    Optional<Warning> notWorking(LocalDateTime start) {
        CalendarDay day =
                workingCalendar.days(start.toLocalDate(), start.toLocalDate()).get(0);
        if (!day.isWorking()) {
            return Optional.of(new Warning(Warning.Code.DAY_OFF, "Нерабочий день: " + day.described()));
        }
        if (!day.isWorkingAt(start.toLocalTime())) {
            return Optional.of(new Warning(
                    Warning.Code.OUT_OF_HOURS,
                    "%s — вне рабочих часов: %s".formatted(HOUR.format(start), day.described())));
        }
        return Optional.empty();
    }

    private Optional<Warning> conflict(String owner, Activity.Kind kind, Instant start, Long except) {
        if (owner == null || kind == null) {
            return Optional.empty();
        }
        List<CalendarTouch> others = activities
                .findForCalendar(
                        Set.of(owner),
                        Set.of(Activity.State.PLANNED),
                        start.minus(LONGEST),
                        start.plus(kind.length()),
                        Limit.unlimited())
                .stream()
                .filter(other -> except == null || other.id() != except)
                .filter(other -> other.overlaps(start, kind.length()))
                .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        CalendarTouch first = others.get(0);
        String text = "В это время уже есть %s %s–%s, %s%s"
                .formatted(
                        first.kind().label().toLowerCase(Locale.ROOT),
                        HOUR.format(first.startsAt().atZone(clock.getZone())),
                        HOUR.format(first.endsAt().atZone(clock.getZone())),
                        first.client(),
                        others.size() == 1 ? "" : " и ещё " + (others.size() - 1));
        return Optional.of(new Warning(Warning.Code.CONFLICT, text));
    }

    private Instant instant(LocalDateTime start) {
        return start.atZone(clock.getZone()).toInstant();
    }
}
