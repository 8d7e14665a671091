package io.polisflow.process.models.scenario;

import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.models.scenario.Walk.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;

/** Runs the waiting jobs of a story on the story's clock: no executor runs, and the clock that all engines share is never moved. */
final class StoryJobs {

    /** At one moment of a story. */
    private static final int MOST_JOBS = 300;

    private static final int MOST_TIMERS = 40;

    private static final Comparator<Job> ORDER = Comparator.comparing(
                    (Job job) -> job.getDuedate() == null ? new Date(0) : job.getDuedate())
            .thenComparing(job -> job.getId().length())
            .thenComparing(Job::getId);

    private final ManagementService management;
    private final StoryWorld world;
    private final UnaryOperator<String> modelOfDefinition;
    private final Map<String, Visit> elements = new HashMap<>();

    /** @param modelOfDefinition tells the key of a process definition's model */
    StoryJobs(ProcessEngine engine, StoryWorld world, UnaryOperator<String> modelOfDefinition) {
        this.management = engine.getManagementService();
        this.world = world;
        this.modelOfDefinition = modelOfDefinition;
    }

    /** Runs what is due until nothing is. */
    void settle() {
        Optional<Job> due = next(world.clock().instant());
        for (int i = 0; due.isPresent(); i++) {
            if (i == MOST_JOBS) {
                throw world.walk().endless();
            }
            execute(due.get());
            due = next(world.clock().instant());
        }
    }

    /** Lets time pass, from one timer to the next; what polls all the time is asked often enough and then once more at the end. */
    void passUntil(Instant moment) {
        Optional<Job> due = next(moment);
        for (int i = 0; due.isPresent() && i < MOST_TIMERS; i++) {
            Date at = due.get().getDuedate();
            if (at != null && at.toInstant().isAfter(world.clock().instant())) {
                world.clock().goTo(at.toInstant());
            }
            execute(due.get());
            due = next(moment);
        }
        jumpTo(moment);
    }

    private Optional<Job> next(Instant until) {
        return all().stream()
                .filter(job -> job.getProcessInstanceId() != null && job.getRetries() > 0 && !job.isSuspended())
                .filter(job -> job.getDuedate() == null
                        || !job.getDuedate().toInstant().isAfter(until))
                .min(ORDER);
    }

    private List<Job> all() {
        return management.createJobQuery().list();
    }

    private void execute(Job job) {
        try {
            management.executeJob(job.getId());
            world.walk().keep();
        } catch (RuntimeException failure) {
            world.walk().drop();
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof StoryLimit.Exceeded exceeded) {
                    throw exceeded;
                }
            }
            putOff(job);
        }
    }

    /** The engine counts the pause before the next attempt from the real time. */
    private void putOff(Job job) {
        Job again = management.createJobQuery().jobId(job.getId()).singleResult();
        if (again != null && again.getRetries() > 0 && again.getDuedate() != null) {
            Duration pause = Duration.between(
                    ClockUtil.getCurrentTime().toInstant(), again.getDuedate().toInstant());
            Instant next = world.clock().instant().plus(pause.isNegative() ? Duration.ofSeconds(1) : pause);
            management.setJobDuedate(again.getId(), Date.from(next));
        } else if (again != null && again.getRetries() > 0) {
            management.setJobDuedate(
                    again.getId(), Date.from(world.clock().instant().plusSeconds(1)));
        }
    }

    private Visit element(Job job) {
        return elements.computeIfAbsent(job.getJobDefinitionId(), id -> {
            JobDefinition definition =
                    management.createJobDefinitionQuery().jobDefinitionId(id).singleResult();
            return new Visit(
                    modelOfDefinition.apply(definition.getProcessDefinitionId()),
                    ModelElements.element(definition.getActivityId()));
        });
    }

    private List<Job> at(Set<Visit> elementsOfInterest, boolean running) {
        return all().stream()
                .filter(job -> (job.getProcessInstanceId() != null) == running)
                .filter(job -> job.getJobDefinitionId() != null && elementsOfInterest.contains(element(job)))
                .sorted(ORDER)
                .toList();
    }

    /** Lets the time of the first of these timers come; false when none waits. */
    boolean reach(Set<Visit> events) {
        Optional<Job> timer = at(events, true).stream()
                .filter(job -> job.getDuedate() != null && !job.isSuspended())
                .findFirst();
        timer.ifPresent(job -> jumpTo(job.getDuedate().toInstant()));
        return timer.isPresent();
    }

    /** What was due before comes first, each once. */
    private void jumpTo(Instant moment) {
        if (moment.isAfter(world.clock().instant())) {
            world.clock().goTo(moment);
        }
        settle();
    }

    /** Lets the time of a timer that begins a process come; false when there is none. */
    boolean start(Set<Visit> events) {
        Optional<Job> timer = at(events, false).stream().findFirst();
        timer.ifPresent(this::execute);
        settle();
        return timer.isPresent();
    }

    Set<String> awaited(Set<Visit> events) {
        return at(events, true).stream()
                .map(job -> world.labels().label(element(job)))
                .collect(Collectors.toSet());
    }

    boolean heldUp(Set<Visit> steps) {
        return at(steps, true).stream().anyMatch(job -> job.getExceptionMessage() != null);
    }

    boolean retry(Set<Visit> steps) {
        List<Job> stuck = at(steps, true).stream()
                .filter(job -> job.getExceptionMessage() != null)
                .toList();
        for (Job job : stuck) {
            management.setJobRetries(job.getId(), 1);
            management.setJobDuedate(job.getId(), Date.from(world.clock().instant()));
        }
        settle();
        return !stuck.isEmpty();
    }

    /** @return what went wrong there, for a message, else nothing */
    String fault(Visit element) {
        return at(Set.of(element), true).stream()
                .map(Job::getExceptionMessage)
                .filter(message -> message != null)
                .findFirst()
                .map(message -> " (стоит из-за сбоя: " + message + ")")
                .orElse("");
    }
}
