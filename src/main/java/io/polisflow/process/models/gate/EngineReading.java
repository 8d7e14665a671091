package io.polisflow.process.models.gate;

import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ResourceReport;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.stereotype.Component;

/** Lets the engine read each model as it would at the deployment, so that nothing it refuses comes as a surprise after the examination. */
@Component
class EngineReading {

    private static final String RULE = "engine-refuses";
    private static final String REMEDY = "Исправьте элемент в Camunda Modeler: движок с ним работать не будет.";

    private final EngineInUse engine;

    EngineReading(EngineInUse engine) {
        this.engine = engine;
    }

    /** Tells what the engine refuses beside what is told of the same element already. */
    void check(Collection<ModelFile> files, ModelSet set, Findings findings) {
        engine.ask(configuration -> {
            for (ModelFile file : files) {
                if (set.models().containsKey(file.path())) {
                    read(file, configuration, findings);
                }
            }
            return null;
        });
    }

    private static void read(ModelFile file, ProcessEngineConfigurationImpl engine, Findings findings) {
        DeploymentEntity nowhere = new DeploymentEntity();
        nowhere.setId("examination");
        try {
            parser(engine)
                    .createParse()
                    .sourceInputStream(new ByteArrayInputStream(file.content()))
                    .deployment(nowhere)
                    .name(file.path())
                    .execute();
        } catch (ParseException e) {
            for (ResourceReport report : e.getResorceReports()) {
                report.getErrors().forEach(problem -> tell(file, problem, findings));
            }
        } catch (ProcessEngineException e) {
            refused(Place.of(file.path()), e.getMessage(), findings);
        }
    }

    private static BpmnParser parser(ProcessEngineConfigurationImpl engine) {
        return engine.getDeployers().stream()
                .filter(BpmnDeployer.class::isInstance)
                .map(deployer -> ((BpmnDeployer) deployer).getBpmnParser())
                .findFirst()
                .orElseThrow();
    }

    private static void tell(ModelFile file, Problem problem, Findings findings) {
        List<Finding> told = findings.all();
        Set<String> elements = Set.copyOf(problem.getElementIds());
        boolean known = told.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR
                        && finding.file().equals(file.path()))
                .anyMatch(finding -> finding.element() != null && elements.contains(finding.element())
                        || finding.line() > 0 && finding.line() == problem.getLine());
        if (!known) {
            refused(
                    new Place(file.path(), problem.getMainElementId(), null, problem.getLine()),
                    problem.getMessage(),
                    findings);
        }
    }

    private static void refused(Place place, String words, Findings findings) {
        findings.error(RULE, place, "Движок не принимает модель: " + words, REMEDY);
    }
}
