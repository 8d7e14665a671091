package io.polisflow.process.sla;

import io.polisflow.process.engine.OwnWork;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Service;

/** Tells which steps of a deal fail and are tried again, so that the deal says itself what it is waiting for. */
@Service
public class HeldUpSteps {

    /** By the short name that every fault of an outside system begins with. */
    private static final Map<String, String> SYSTEMS = Map.of(
            "registry", "реестр компаний",
            "underwriting", "система андеррайтинга",
            "telephony", "телефония",
            "edo", "оператор ЭДО",
            "policy", "учётная система полисов",
            "mail", "почтовый сервер");

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
     * @param step as the model names it
     * @param reason Russian, tells nothing of the inside
     * @param nextAttempt in the insurer's zone; null when all attempts are used up and an administrator must act
     */
    public record HeldUp(String step, String reason, LocalDateTime nextAttempt) {}

    /** @return empty when all goes well */
    public List<HeldUp> of(String dealNumber) {
        return ownWork.call(
                () -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(dealNumber).list().stream()
                        .map(ProcessInstance::getId)
                        .flatMap(
                                id -> management.createJobQuery().processInstanceId(id).withException().list().stream())
                        .map(this::heldUp)
                        .toList());
    }

    private HeldUp heldUp(Job job) {
        boolean givenUp = job.getRetries() == 0 || job.getDuedate() == null;
        return new HeldUp(
                step(job),
                reason(job.getExceptionMessage()),
                givenUp ? null : LocalDateTime.ofInstant(job.getDuedate().toInstant(), clock.getZone()));
    }

    private String step(Job job) {
        JobDefinition definition = management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult();
        FlowElement element = repository
                .getBpmnModelInstance(job.getProcessDefinitionId())
                .getModelElementById(definition.getActivityId());
        return element.getName() == null ? definition.getActivityId() : element.getName();
    }

    private static String reason(String fault) {
        String system = fault == null ? null : SYSTEMS.get(fault.replaceFirst(":.*", ""));
        return system == null ? "технический сбой" : "не отвечает " + system;
    }
}
