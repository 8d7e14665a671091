package io.polisflow.crm.worklog;

import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Lives of deals' work made up by chance, the same for the same seed but for the names, which no other test has. */
class SimulatedWork {

    static final Duration STEP = Duration.ofMinutes(15);
    private static final int STEPS_PER_DAY = 96;
    private static final int DAYS = 120;

    private final Random random;
    private final Instant now;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    final List<String> processes = named("sim-process-", 3);
    final List<String> groups = named("sim-group-", 3);
    final List<String> persons = named("sim-person-", 6);
    final List<Task> tasks = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<List<WorkEvent>> deals = new ArrayList<>();

    SimulatedWork(long seed, Instant now, int count) {
        this.random = new Random(seed);
        this.now = now;
        for (int i = 0; i < count; i++) {
            deal("S-" + mark + "-" + i);
        }
    }

    /** What happened to a task; {@code who} has it then, of a return whoever had it. */
    record Happened(Kind kind, Instant at, String who) {}

    record Step(String process, String element, Kind kind, Instant began, Instant at) {}

    record Task(String process, String element, String group, Instant due, List<Happened> life) {

        Instant created() {
            return life.get(0).at();
        }

        /** @return null while it is open */
        Happened end() {
            Happened last = life.get(life.size() - 1);
            return last.kind().endsTask() ? last : null;
        }

        /** Step by step: counts those in which it ran, only those before it was taken for good or all, only office hours or all. */
        long recount(boolean waiting, WorkingTime office) {
            Instant until = waiting ? takenForGood() : end().at();
            boolean stopped = false;
            int next = 0;
            long running = 0;
            for (Instant moment = created(); moment.isBefore(until); moment = moment.plus(STEP)) {
                while (next < life.size() && !life.get(next).at().isAfter(moment)) {
                    Kind kind = life.get(next++).kind();
                    stopped = kind == Kind.CLOCK_STOPPED || stopped && kind != Kind.CLOCK_RESUMED;
                }
                if (!stopped && (office == null || office.isWorkingTime(moment))) {
                    running++;
                }
            }
            return running * STEP.toMillis();
        }

        private Instant takenForGood() {
            Instant taken = null;
            boolean held = false;
            for (Happened each : life) {
                boolean gets = each.kind() == Kind.TASK_CREATED && each.who() != null
                        || each.kind() == Kind.TASK_TAKEN
                        || each.kind() == Kind.TASK_REASSIGNED;
                if (gets && !held) {
                    taken = each.at();
                }
                held = gets || held && each.kind() != Kind.TASK_RETURNED;
            }
            return held ? taken : end().at();
        }
    }

    private List<String> named(String prefix, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + mark + "-" + i);
        }
        return names;
    }

    private void deal(String number) {
        List<WorkEvent> events = new ArrayList<>();
        String instance = UUID.randomUUID().toString();
        String process = any(processes);
        Instant at = now.minus(STEP.multipliedBy(1 + random.nextInt(DAYS * STEPS_PER_DAY)));
        WorkEvent.Model model = new WorkEvent.Model(process, 1 + random.nextInt(3), instance);
        WorkEvent.Deal deal = new WorkEvent.Deal(number, (long) random.nextInt(100), "NEEDS_ANALYSIS");
        events.add(event(Kind.STAGE_ENTERED, at, null, null, deal, null, null, null));
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Task task = task(process, at);
            tasks.add(task);
            tell(task, model, deal, events);
            Instant began = at;
            at = task.life().get(task.life().size() - 1).at();
            if (task.end() == null) {
                deals.add(events);
                return;
            }
            Step step = new Step(
                    process,
                    "Task_Service" + random.nextInt(2),
                    random.nextInt(10) == 0 ? Kind.STEP_CANCELLED : Kind.STEP_DONE,
                    began,
                    at);
            steps.add(step);
            events.add(event(
                    step.kind(),
                    at,
                    model,
                    new WorkEvent.Step(UUID.randomUUID().toString(), step.element(), "serviceTask", "Запросить", null),
                    deal,
                    null,
                    null,
                    new WorkEvent.Span(began, null, null, 0)));
        }
        events.add(event(Kind.STAGE_LEFT, at, null, null, deal, null, null, new WorkEvent.Span(at, null, null, 0)));
        deals.add(events);
    }

    private Task task(String process, Instant begins) {
        List<Happened> life = new ArrayList<>();
        String holder = random.nextInt(4) == 0 ? any(persons) : null;
        life.add(new Happened(Kind.TASK_CREATED, begins, holder));
        boolean stopped = false;
        Instant at = begins;
        int steps = random.nextInt(8);
        for (int i = 0; i < steps; i++) {
            at = later(at);
            Kind kind = next(holder, stopped);
            String who = holder;
            switch (kind) {
                case TASK_TAKEN, TASK_REASSIGNED -> {
                    holder = other(holder);
                    who = holder;
                }
                case TASK_RETURNED -> holder = null;
                case CLOCK_STOPPED -> stopped = true;
                case CLOCK_RESUMED -> stopped = false;
                default -> {
                    // Happens to whoever has it.
                }
            }
            life.add(new Happened(kind, at, who));
        }
        int end = random.nextInt(20);
        if (end < 16) {
            life.add(new Happened(end < 13 ? Kind.TASK_COMPLETED : Kind.TASK_CANCELLED, later(at), holder));
        }
        Instant due = random.nextInt(8) == 0 ? null : begins.plus(STEP.multipliedBy(random.nextInt(6 * STEPS_PER_DAY)));
        return new Task(process, "Task_" + random.nextInt(4), any(groups), due, life);
    }

    private Kind next(String holder, boolean stopped) {
        return switch (random.nextInt(6)) {
            case 0 -> holder == null ? Kind.TASK_TAKEN : Kind.TASK_RETURNED;
            case 1 -> stopped ? Kind.CLOCK_RESUMED : Kind.CLOCK_STOPPED;
            case 2 -> Kind.TASK_ESCALATED;
            case 3 -> Kind.DEADLINE_EXTENDED;
            case 4 -> Kind.TASK_REASSIGNED;
            default -> holder == null ? Kind.TASK_TAKEN : Kind.CLOCK_RESUMED;
        };
    }

    private String other(String holder) {
        String found = any(persons);
        return found.equals(holder) ? other(holder) : found;
    }

    /** Now and then the very moment, else some quarters of an hour or days later, but not after now. */
    private Instant later(Instant at) {
        Instant moment = at.plus(
                STEP.multipliedBy(random.nextInt(5) == 0 ? random.nextInt(3 * STEPS_PER_DAY) : random.nextInt(8)));
        return moment.isAfter(now) ? now : moment;
    }

    private <T> T any(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private static void tell(Task task, WorkEvent.Model model, WorkEvent.Deal deal, List<WorkEvent> events) {
        String id = UUID.randomUUID().toString();
        WorkEvent.Step step =
                new WorkEvent.Step("passage-" + id, task.element(), "userTask", "Проверить " + task.element(), id);
        for (Happened each : task.life()) {
            boolean created = each.kind() == Kind.TASK_CREATED;
            boolean returned = each.kind() == Kind.TASK_RETURNED;
            events.add(new WorkEvent(
                    each.at(),
                    each.kind(),
                    model,
                    step,
                    deal,
                    each.who(),
                    returned ? null : each.who(),
                    created ? task.group() : null,
                    each.kind().endsTask() ? new WorkEvent.Span(task.created(), null, task.due(), 0) : null,
                    returned ? each.who() : null));
        }
    }

    private static WorkEvent event(
            Kind kind,
            Instant at,
            WorkEvent.Model model,
            WorkEvent.Step step,
            WorkEvent.Deal deal,
            String who,
            String group,
            WorkEvent.Span span) {
        return new WorkEvent(at, kind, model, step, deal, who, who, group, span, null);
    }
}
