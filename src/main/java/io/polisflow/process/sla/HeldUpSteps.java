package io.polisflow.process.sla;

import io.polisflow.crm.exchange.OutsideSystem;
import io.polisflow.process.engine.ModelElements;
import io.polisflow.process.engine.OwnWork;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Set;
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
                    if (job.getRetries() == 0) {
                        management.setJobRetries(job.getId(), NEW_ATTEMPTS);
                    }
                    management.setJobDuedate(job.getId(), ClockUtil.getCurrentTime());
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
        boolean givenUp = job.getRetries() == 0 || job.getDuedate() == null;
        String element = element(job);
        return new HeldUp(
                job.getProcessInstanceId(),
                element,
                name(job, element),
                reason(job.getExceptionMessage()),
                givenUp ? null : LocalDateTime.ofInstant(job.getDuedate().toInstant(), clock.getZone()));
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

    private static String reason(String fault) {
        return OutsideSystem.failedIn(fault)
                .map(system -> "не отвечает " + system.label())
                .orElse("технический сбой");
    }
}
