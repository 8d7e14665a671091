package io.polisflow.process.sla;

import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import io.polisflow.crm.worklog.WorkTimeline.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Tells how a stretch of time went by: each moment belongs to one part, so that the parts add up to the whole.
 *
 * <p>Of what happens at once the first in the order of {@link Part} counts.
 */
public final class TimeSpent {

    public enum Part {
        STOPPED("Часы стояли", "вся сделка ждала: пауза или долг клиента"),
        WORKING("В работе", "хотя бы одну задачу кто-то взял"),
        WAITING("В очереди", "задача есть, но её никто не взял"),
        OUTSIDE("Системы", "ответ внешних систем и автоматические шаги, с повторами"),
        CLIENT("За клиентом", "часы задачи стояли: ответ за клиентом"),
        EVENT("Ожидание", "срока по таймеру или события"),
        CALLED("Вызванные процессы", "время внутри процессов, которые вызвал этот"),
        OTHER("Прочее", "ничего из этого: шаг ещё идёт, или модель не говорит, чего он ждёт");

        private final String label;
        private final String meaning;

        Part(String label, String meaning) {
            this.label = label;
            this.meaning = meaning;
        }

        public String label() {
            return label;
        }

        public String meaning() {
            return meaning;
        }
    }

    /** @param wall by the clock @param office the part of it in working hours */
    public record Share(Part part, Duration wall, Duration office) {}

    private record Interval(Part part, Instant from, Instant to) {

        private boolean covers(Instant begin, Instant end) {
            return !from.isAfter(begin) && !to.isBefore(end);
        }
    }

    private final List<Interval> intervals = new ArrayList<>();
    private final Set<Instant> attempts = new HashSet<>();
    private final Instant begin;
    private final Instant end;

    private TimeSpent(List<Entry> entries, Instant begin, Instant end) {
        this.begin = begin;
        this.end = end;
        Map<String, List<WorkEvent>> tasks = new HashMap<>();
        List<WorkEvent> stops = new ArrayList<>();
        for (Entry entry : entries) {
            WorkEvent event = entry.event();
            if (event.step() != null && event.step().task() != null) {
                tasks.computeIfAbsent(event.step().task(), task -> new ArrayList<>())
                        .add(event);
            } else if (event.kind() == Kind.CLOCK_STOPPED || event.kind() == Kind.CLOCK_RESUMED) {
                stops.add(event);
            } else if (event.kind() == Kind.STEP_DONE || event.kind() == Kind.STEP_CANCELLED) {
                step(event);
            }
        }
        tasks.values().forEach(this::task);
        stops(stops);
    }

    /**
     * @param entries in the order in which they happened
     * @param begin and {@code end}, the whole
     * @param office working hours between two moments
     * @return the parts that took any time, in their order
     */
    public static List<Share> of(
            List<Entry> entries, Instant begin, Instant end, BiFunction<Instant, Instant, Duration> office) {
        return new TimeSpent(entries, begin, end).shares(office);
    }

    private void add(Part part, Instant from, Instant to) {
        if (from != null && from.isBefore(to)) {
            intervals.add(new Interval(part, from, to));
        }
    }

    private void step(WorkEvent event) {
        Instant began = event.span() == null ? null : event.span().began();
        part(event.step() == null ? null : event.step().type()).ifPresent(part -> {
            add(part, began, event.at());
            if (part == Part.OUTSIDE && began != null) {
                attempts.add(began);
            }
        });
    }

    /** Gateways, starts and ends take no time; a sub-process is told by what lies within. */
    private static Optional<Part> part(String type) {
        if (type == null) {
            return Optional.empty();
        }
        return switch (type) {
            case "serviceTask", "sendTask", "businessRuleTask", "scriptTask" -> Optional.of(Part.OUTSIDE);
            case "callActivity" -> Optional.of(Part.CALLED);
            case "receiveTask", "eventBasedGateway" -> Optional.of(Part.EVENT);
            default -> type.startsWith("intermediate") ? Optional.of(Part.EVENT) : Optional.empty();
        };
    }

    private void task(List<WorkEvent> events) {
        WorkEvent first = events.get(0);
        Instant since = first.kind() == Kind.TASK_CREATED
                        || first.span() == null
                        || first.span().began() == null
                ? first.at()
                : first.span().began();
        boolean taken = false;
        boolean stopped = false;
        boolean ended = false;
        for (WorkEvent event : events) {
            add(stopped ? Part.CLIENT : taken ? Part.WORKING : Part.WAITING, since, event.at());
            since = since.isAfter(event.at()) ? since : event.at();
            switch (event.kind()) {
                case TASK_CREATED, TASK_REASSIGNED -> taken = event.assignee() != null;
                case TASK_TAKEN -> taken = true;
                case TASK_RETURNED -> taken = false;
                case CLOCK_STOPPED -> stopped = true;
                case CLOCK_RESUMED -> stopped = false;
                case TASK_COMPLETED, TASK_CANCELLED -> ended = true;
                default -> {
                    // What happens to its deadline changes nothing of this.
                }
            }
        }
        if (!ended) {
            add(stopped ? Part.CLIENT : taken ? Part.WORKING : Part.WAITING, since, end);
        }
    }

    private void stops(List<WorkEvent> events) {
        Instant since = null;
        for (WorkEvent event : events) {
            if (event.kind() == Kind.CLOCK_STOPPED) {
                since = since == null ? event.at() : since;
            } else {
                add(Part.STOPPED, since, event.at());
                since = null;
            }
        }
        add(Part.STOPPED, since, end);
    }

    private List<Share> shares(BiFunction<Instant, Instant, Duration> office) {
        TreeSet<Instant> moments = new TreeSet<>(List.of(begin, end));
        intervals.forEach(interval -> {
            moments.add(interval.from());
            moments.add(interval.to());
        });
        Map<Part, Duration> wall = new EnumMap<>(Part.class);
        Map<Part, Duration> working = new EnumMap<>(Part.class);
        List<Instant> cuts = List.copyOf(moments.subSet(begin, true, end, true));
        for (int i = 1; i < cuts.size(); i++) {
            Instant from = cuts.get(i - 1);
            Instant to = cuts.get(i);
            Part part = part(from, to);
            wall.merge(part, Duration.between(from, to), Duration::plus);
            working.merge(part, office.apply(from, to), Duration::plus);
        }
        return wall.keySet().stream()
                .map(part -> new Share(part, wall.get(part), working.get(part)))
                .toList();
    }

    /** A system that does not answer is asked again, and only the attempt that succeeds is told: what went before it was its as well. */
    private Part part(Instant from, Instant to) {
        Part part = intervals.stream()
                .filter(interval -> interval.covers(from, to))
                .map(Interval::part)
                .min(Comparator.naturalOrder())
                .orElse(Part.OTHER);
        return part == Part.OTHER && attempts.contains(to) ? Part.OUTSIDE : part;
    }
}
