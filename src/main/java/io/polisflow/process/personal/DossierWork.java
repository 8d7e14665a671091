package io.polisflow.process.personal;

import io.polisflow.crm.personal.DossierProcess;
import io.polisflow.crm.personal.Dossiers;
import io.polisflow.process.engine.BatchJobs;
import io.polisflow.process.engine.BatchWork;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gathers a person's data in a job of the engine. */
@Component
public class DossierWork implements BatchWork, DossierProcess {

    public static final String JOB = "polisflow-subject-file";

    private final BatchJobs jobs;
    private final Dossiers dossiers;

    // The register asks for the work, and the work reads the register: the cycle is cut here.
    DossierWork(@Lazy BatchJobs jobs, @Lazy Dossiers dossiers) {
        this.jobs = jobs;
        this.dossiers = dossiers;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void gather(long subjectRequestId) {
        jobs.schedule(JOB, subjectRequestId, 1, ClockUtil.getCurrentTime().toInstant());
    }

    @Override
    public void work(long id, int run) {
        dossiers.gather(id);
    }
}
