package io.polisflow.crm.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * From when to when a working day is worked.
 *
 * @param breakFrom null when there is no break
 * @param breakTo null when there is no break
 */
public record OfficeHours(ZoneId zone, LocalTime opens, LocalTime closes, LocalTime breakFrom, LocalTime breakTo) {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("H:mm");

    /** @throws IllegalArgumentException with a Russian sentence when no day could be worked so */
    public OfficeHours {
        String fault = fault(opens, closes, breakFrom, breakTo);
        if (fault != null) {
            throw new IllegalArgumentException(fault);
        }
    }

    /** Two moments between which work goes on. */
    record Stretch(Instant from, Instant to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private record Times(LocalTime from, LocalTime to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private static String fault(LocalTime opens, LocalTime closes, LocalTime breakFrom, LocalTime breakTo) {
        if (opens.equals(closes)) {
            return "рабочий день пуст: он начинается и кончается в " + SHOWN.format(opens);
        }
        if (closes.isBefore(opens)) {
            return "конец рабочего дня (" + SHOWN.format(closes) + ") раньше начала (" + SHOWN.format(opens) + ")";
        }
        if ((breakFrom == null) != (breakTo == null)) {
            return "у перерыва задано только " + (breakFrom == null ? "окончание" : "начало");
        }
        if (breakFrom != null && !breakFrom.isBefore(breakTo)) {
            return "перерыв кончается (" + SHOWN.format(breakTo) + ") не позже, чем начинается ("
                    + SHOWN.format(breakFrom) + ")";
        }
        if (breakFrom != null && !(opens.isBefore(breakFrom) && breakTo.isBefore(closes))) {
            return "перерыв " + SHOWN.format(breakFrom) + "–" + SHOWN.format(breakTo) + " не внутри рабочего дня "
                    + SHOWN.format(opens) + "–" + SHOWN.format(closes);
        }
        Duration worked = Duration.between(opens, closes);
        if (breakFrom != null) {
            worked = worked.minus(Duration.between(breakFrom, breakTo));
        }
        return worked.compareTo(Duration.ofHours(1)) > 0
                ? null
                : "рабочего времени не больше часа: в сокращённый день не осталось бы ничего";
    }

    /** When a day ends of which the last working hour is not worked. */
    public LocalTime shortenedClosing() {
        List<Times> times = times(true);
        return times.get(times.size() - 1).to();
    }

    /** @return e.g. «9:00–18:00, перерыв 13:00–14:00» */
    public String described() {
        return SHOWN.format(opens) + "–" + SHOWN.format(closes)
                + (breakFrom == null ? "" : ", перерыв " + SHOWN.format(breakFrom) + "–" + SHOWN.format(breakTo));
    }

    /** How much a day is worked on which the clocks do not change. */
    Duration length(boolean shortened) {
        return times(shortened).stream().map(Times::length).reduce(Duration.ZERO, Duration::plus);
    }

    List<Stretch> stretches(LocalDate day, boolean shortened) {
        return times(shortened).stream()
                .map(times -> new Stretch(moment(day.atTime(times.from())), moment(day.atTime(times.to()))))
                .toList();
    }

    private List<Times> times(boolean shortened) {
        List<Times> times = new ArrayList<>();
        if (breakFrom == null) {
            times.add(new Times(opens, closes));
        } else {
            times.add(new Times(opens, breakFrom));
            times.add(new Times(breakTo, closes));
        }
        if (shortened) {
            withoutTheLastHour(times);
        }
        return times;
    }

    /** An hour of work, not of the clock: when less than an hour lies after the break, the rest is taken from before it. */
    private static void withoutTheLastHour(List<Times> times) {
        Times last = times.remove(times.size() - 1);
        Duration less = Duration.ofHours(1);
        if (last.length().compareTo(less) <= 0) {
            less = less.minus(last.length());
            last = times.remove(times.size() - 1);
        }
        times.add(new Times(last.from(), last.to().minus(less)));
    }

    /** A time that the clocks skip is the moment of the skip; of one that they show twice it is the first. */
    private Instant moment(LocalDateTime local) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(zone).toInstant();
    }
}
