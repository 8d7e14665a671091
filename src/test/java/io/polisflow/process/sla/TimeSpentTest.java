package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import io.polisflow.crm.worklog.WorkTimeline.Entry;
import io.polisflow.process.sla.TimeSpent.Part;
import io.polisflow.process.sla.TimeSpent.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each moment of a deal is counted once, by the first thing that goes on. */
class TimeSpentTest {

    private static final Instant BEGIN = Instant.parse("2026-11-02T06:00:00Z");

    private final List<Entry> entries = new ArrayList<>();

    private static Instant minute(int minute) {
        return BEGIN.plus(Duration.ofMinutes(minute));
    }

    private void event(int at, Kind kind, String task, String assignee) {
        entry(at, kind, new WorkEvent.Step("p" + task, "Task_" + task, "userTask", "Задача", task), assignee, null);
    }

    private void entry(int at, Kind kind, WorkEvent.Step step, String assignee, WorkEvent.Span span) {
        entries.add(new Entry(
                entries.size(),
                new WorkEvent(minute(at), kind, null, step, null, null, assignee, null, span, null),
                null,
                null,
                null,
                null));
    }

    private void step(int began, int at, String type) {
        entry(
                at,
                Kind.STEP_DONE,
                new WorkEvent.Step("s" + entries.size(), "Step_X", type, "Шаг", null),
                null,
                new WorkEvent.Span(minute(began), null, null, 0));
    }

    private Map<Part, Long> minutes(int end) {
        Map<Part, Long> minutes = new EnumMap<>(Part.class);
        entries.sort(Comparator.comparing(entry -> entry.event().at()));
        TimeSpent.of(entries, BEGIN, minute(end), Duration::between).forEach(share -> {
            assertThat(share.office()).isEqualTo(share.wall());
            minutes.put(share.part(), share.wall().toMinutes());
        });
        return minutes;
    }

    @Test
    void aTaskWaitsIsDoneIsGivenBackAndWaitsAgain() {
        event(0, Kind.TASK_CREATED, "a", null);
        event(10, Kind.TASK_TAKEN, "a", "lawyer");
        event(30, Kind.TASK_RETURNED, "a", null);
        event(35, Kind.TASK_REASSIGNED, "a", "head");
        event(40, Kind.CLOCK_STOPPED, "a", "head");
        event(55, Kind.CLOCK_RESUMED, "a", "head");
        event(60, Kind.TASK_COMPLETED, "a", "head");

        assertThat(minutes(70))
                .isEqualTo(Map.of(Part.WAITING, 15L, Part.WORKING, 30L, Part.CLIENT, 15L, Part.OTHER, 10L));
    }

    @Test
    void whatAnsweredAtLastWasAskedBefore() {
        event(0, Kind.TASK_CREATED, "a", "manager");
        event(10, Kind.TASK_COMPLETED, "a", "manager");
        step(40, 40, "serviceTask");
        step(40, 90, "intermediateTimer");
        step(90, 90, "exclusiveGateway");

        assertThat(minutes(100))
                .as("the system was tried from 10 on; the timer is told by its own passage")
                .isEqualTo(Map.of(Part.WORKING, 10L, Part.OUTSIDE, 30L, Part.EVENT, 50L, Part.OTHER, 10L));
    }

    @Test
    void aPausedDealIsPausedWhateverIsOpen() {
        event(0, Kind.TASK_CREATED, "a", "manager");
        entry(20, Kind.CLOCK_STOPPED, null, null, null);
        entry(50, Kind.CLOCK_RESUMED, null, null, null);
        entry(80, Kind.CLOCK_STOPPED, null, null, null);

        assertThat(minutes(100)).isEqualTo(Map.of(Part.WORKING, 50L, Part.STOPPED, 50L));
    }

    /** A slow count minute by minute of tasks and steps that overlap by chance. */
    @Test
    void thePartsAreThoseOfAMinuteByMinuteCount() {
        Random random = new Random(20261129);
        for (int round = 0; round < 60; round++) {
            entries.clear();
            int end = 200;
            List<Part[]> lives = new ArrayList<>();
            for (int task = 0; task < 4; task++) {
                lives.add(task(random, "t" + task, end));
            }
            for (int i = 0; i < 3; i++) {
                int began = random.nextInt(end - 1);
                int ended = began + 1 + random.nextInt(end - began - 1);
                boolean system = random.nextBoolean();
                step(began, ended, system ? "sendTask" : "receiveTask");
                Part[] life = new Part[end];
                for (int minute = began; minute < ended; minute++) {
                    life[minute] = system ? Part.OUTSIDE : Part.EVENT;
                }
                lives.add(life);
            }
            Map<Part, Long> slow = new EnumMap<>(Part.class);
            for (int minute = 0; minute < end; minute++) {
                Part part = Part.OTHER;
                for (Part[] life : lives) {
                    if (life[minute] != null && life[minute].compareTo(part) < 0) {
                        part = life[minute];
                    }
                }
                slow.merge(part, 1L, Long::sum);
            }
            Map<Part, Long> told = minutes(end);
            assertThat(told.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(end);
            // What is nobody's before a system answered is the system's; the slow count does not know.
            assertThat(told.getOrDefault(Part.OTHER, 0L) + told.getOrDefault(Part.OUTSIDE, 0L))
                    .isEqualTo(slow.getOrDefault(Part.OTHER, 0L) + slow.getOrDefault(Part.OUTSIDE, 0L));
            for (Part part : List.of(Part.WORKING, Part.WAITING, Part.CLIENT, Part.EVENT)) {
                assertThat(told.getOrDefault(part, 0L)).as(part.name()).isEqualTo(slow.getOrDefault(part, 0L));
            }
        }
    }

    private Part[] task(Random random, String task, int end) {
        Part[] life = new Part[end];
        int minute = random.nextInt(end / 2);
        event(minute, Kind.TASK_CREATED, task, null);
        boolean taken = false;
        boolean stopped = false;
        while (true) {
            int next = Math.min(end, minute + 1 + random.nextInt(40));
            for (int i = minute; i < next; i++) {
                life[i] = stopped ? Part.CLIENT : taken ? Part.WORKING : Part.WAITING;
            }
            minute = next;
            if (minute == end) {
                return life;
            }
            switch (random.nextInt(5)) {
                case 0 -> {
                    event(minute, Kind.TASK_COMPLETED, task, "x");
                    return life;
                }
                case 1 -> {
                    event(minute, taken ? Kind.TASK_RETURNED : Kind.TASK_TAKEN, task, taken ? null : "x");
                    taken = !taken;
                }
                case 2 -> {
                    event(minute, Kind.TASK_REASSIGNED, task, "y");
                    taken = true;
                }
                case 3 -> {
                    event(minute, stopped ? Kind.CLOCK_RESUMED : Kind.CLOCK_STOPPED, task, "x");
                    stopped = !stopped;
                }
                default -> event(minute, Kind.TASK_ESCALATED, task, "x");
            }
        }
    }

    @Test
    void anEmptyStretchHasNoParts() {
        assertThat(TimeSpent.of(entries, BEGIN, BEGIN, Duration::between))
                .extracting(Share::part)
                .isEmpty();
    }
}
