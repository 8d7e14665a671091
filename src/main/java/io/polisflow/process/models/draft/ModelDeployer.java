package io.polisflow.process.models.draft;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.engine.DeliveredModels;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.gate.Examination;
import io.polisflow.process.models.gate.ModelExaminer;
import io.polisflow.process.models.gate.ModelFile;
import java.io.ByteArrayInputStream;
import java.util.Collection;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Brings a set of models into the engine, examined, within the transaction of whoever asks. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ModelDeployer {

    static final String SOURCE = "polisflow-models";

    private final RepositoryService repository;
    private final ModelExaminer examiner;
    private final OwnWork ownWork;

    ModelDeployer(RepositoryService repository, ModelExaminer examiner, OwnWork ownWork) {
        this.repository = repository;
        this.examiner = examiner;
        this.ownWork = ownWork;
    }

    /** Waits until no other deployment is under way, so that what is in force stays so until this transaction ends. */
    void holdOthers() {
        ownWork.run(() -> Context.getCommandContext().getPropertyManager().acquireExclusiveLock());
    }

    /** @throws ExaminationFailedException when the set may not take effect */
    void examine(Collection<ModelFile> files) {
        Examination examination = examiner.examine(files);
        if (!examination.passed()) {
            throw new ExaminationFailedException(examination.findings());
        }
    }

    /**
     * @return the deployment's id
     * @throws RefusedException when the engine cannot read what the examination let pass
     */
    String deploy(String name, Collection<ModelFile> files) {
        return deploy(repository.createDeployment().name(name).source(SOURCE), files);
    }

    /** As if the system had deployed it at its start, which then finds nothing new in it. */
    String deployDelivered(Collection<ModelFile> files) {
        return deploy(repository.createDeployment().name(DeliveredModels.STARTER), files);
    }

    private String deploy(DeploymentBuilder deployment, Collection<ModelFile> files) {
        files.forEach(file -> deployment.addInputStream(file.path(), new ByteArrayInputStream(file.content())));
        try {
            return ownWork.call(() -> deployment.deploy().getId());
        } catch (ParseException | NotValidException e) {
            throw new RefusedException(null, "Движок не принял модели, ничего не изменено. " + e.getMessage());
        }
    }
}
