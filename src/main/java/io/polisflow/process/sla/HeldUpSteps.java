package io.polisflow.process.sla;

import io.polisflow.crm.exchange.OutsideSystem;
import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.engine.OwnWork;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Service;

/** Tells which steps of a deal fail and are tried again, so that the deal says itself what it is waiting for. */
@Service
public class HeldUpSteps {

    /** What a step gets anew once its attempts were used up; its model's own cycle spaces them. */
    private static final int NEW_ATTEMPTS = 3;

    private final RuntimeService runtime;
    private final ManagementService management;
    private final RepositoryService repository;
    private final OwnWork ownWork;
    private final Clock clock;

    HeldUpSteps(
            RuntimeService runtime,
            ManagementService management,
            RepositoryService repository,
            OwnWork ownWork,
            Clock clock) {
        this.runtime = runtime;
        this.management = management;
        this.repository = repository;
        this.ownWork = ownWork;
        this.clock = clock;
    }

    /**
     * @param run the process instance
     * @param element the step's id in its model
     * @param step as the model names it
     * @param reason Russian, tells nothing of the inside
     * @param nextAttempt in the insurer's zone; null when all attempts are used up and an administrator must act
     */
    public record HeldUp(String run, String element, String step, String reason, LocalDateTime nextAttempt) {}

    /**
     * A step of any deal that fails.
     *
     * @param job the engine's id of what is tried again
     * @param deal the deal's number, or the key of what is no deal yet; may be null
     * @param system which did not answer, null for a fault of our own
     * @param since when it was to be done first
     * @param nextAttempt null when all attempts are used up and somebody must act
     */
    public record FailedStep(
            String job,
            String instance,
            String deal,
            String process,
            String name,
            OutsideSystem system,
            Instant since,
            Instant nextAttempt) {}

    /** What became of the wish to try a step again. */
    public enum Retry {
        RETRIED,
        /** It does not fail any more. */
        GONE,
        /** It is being tried at this very moment and is left to it. */
        RUNNING
    }

    /** @param most of them, those that fail longest; of all deals */
    public List<FailedStep> all(int most) {
        return ownWork.call(() -> steps(
                management.createJobQuery().withException().orderByJobId().asc().listPage(0, most)));
    }

    /** @param instances of processes */
    public List<FailedStep> ofInstances(Collection<String> instances) {
        return instances.isEmpty()
                ? List.of()
                : ownWork.call(() -> steps(management
                        .createJobQuery()
                        .processInstanceIds(Set.copyOf(instances))
                        .withException()
                        .list()));
    }

    private List<FailedStep> steps(List<Job> jobs) {
        Set<String> instances = jobs.stream()
                .map(Job::getProcessInstanceId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, ProcessInstance> running = instances.isEmpty()
                ? Map.of()
                : runtime.createProcessInstanceQuery().processInstanceIds(instances).list().stream()
                        .collect(Collectors.toMap(ProcessInstance::getId, Function.identity()));
        Map<String, String> elements = new HashMap<>();
        return jobs.stream()
                .filter(job -> running.containsKey(job.getProcessInstanceId()))
                .map(job -> new FailedStep(
                        job.getId(),
                        job.getProcessInstanceId(),
                        running.get(job.getProcessInstanceId()).getBusinessKey(),
                        job.getProcessDefinitionKey(),
                        name(job, elements.computeIfAbsent(job.getJobDefinitionId(), any -> element(job))),
                        system(job),
                        job.getCreateTime().toInstant(),
                        givenUp(job) ? null : job.getDuedate().toInstant()))
                .sorted(Comparator.comparing(FailedStep::since))
                .toList();
    }

    private static boolean givenUp(Job job) {
        return job.getRetries() == 0 || job.getDuedate() == null;
    }

    /** Tries one step again at once, with the rights of whoever is signed on. */
    public Retry retryStep(String id) {
        Job job = management.createJobQuery().jobId(id).withException().singleResult();
        if (job == null) {
            return Retry.GONE;
        }
        if (runs(job)) {
            return Retry.RUNNING;
        }
        again(job);
        return Retry.RETRIED;
    }

    private void again(Job job) {
        if (job.getRetries() == 0) {
            management.setJobRetries(job.getId(), NEW_ATTEMPTS);
        }
        management.setJobDuedate(job.getId(), ClockUtil.getCurrentTime());
    }

    /** @return empty when all goes well */
    public List<HeldUp> of(String dealNumber) {
        return ownWork.call(() -> failed(dealNumber).map(this::heldUp).toList());
    }

    /**
     * Tries every failed step of a deal again at once, also when its attempts are used up.
     *
     * @return the steps' names; one that is being tried at this very moment is left to it
     */
    public List<String> retry(String dealNumber) {
        return ownWork.call(() -> failed(dealNumber)
                .filter(job -> !runs(job))
                .map(job -> {
                    again(job);
                    return name(job, element(job));
                })
                .toList());
    }

    private Stream<Job> failed(String dealNumber) {
        Set<String> instances =
                runtime.createProcessInstanceQuery().processInstanceBusinessKey(dealNumber).list().stream()
                        .map(ProcessInstance::getId)
                        .collect(Collectors.toSet());
        return instances.isEmpty()
                ? Stream.empty()
                : management.createJobQuery().processInstanceIds(instances).withException().list().stream();
    }

    /** To change a job that runs would make its work be done twice. */
    private static boolean runs(Job job) {
        Date until = ((JobEntity) job).getLockExpirationTime();
        return until != null && until.after(ClockUtil.getCurrentTime());
    }

    private HeldUp heldUp(Job job) {
        String element = element(job);
        return new HeldUp(
                job.getProcessInstanceId(),
                element,
                name(job, element),
                reason(job),
                givenUp(job) ? null : LocalDateTime.ofInstant(job.getDuedate().toInstant(), clock.getZone()));
    }

    private String element(Job job) {
        JobDefinition definition = management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult();
        return ModelElements.element(definition.getActivityId());
    }

    private String name(Job job, String element) {
        String label = ModelElements.label(repository.getBpmnModelInstance(job.getProcessDefinitionId()), element);
        return label == null ? element : label;
    }

    private static Optional<OutsideSystem> outside(Job job) {
        String fault = job.getExceptionMessage();
        return OutsideSystem.of(fault == null ? null : fault.replaceFirst(":.*", ""));
    }

    private static OutsideSystem system(Job job) {
        return outside(job).orElse(null);
    }

    private static String reason(Job job) {
        return outside(job).map(system -> "не отвечает " + system.label()).orElse("технический сбой");
    }
}
