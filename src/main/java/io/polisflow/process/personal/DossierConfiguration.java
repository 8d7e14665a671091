package io.polisflow.process.personal;

import io.polisflow.process.engine.BatchJobs;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Teaches the engine the job that gathers a person's data. */
@Configuration(proxyBeanMethods = false)
class DossierConfiguration {

    @Bean
    ProcessEnginePlugin dossierJobs(ObjectProvider<DossierWork> work) {
        return BatchJobs.plugin(DossierWork.JOB, work);
    }
}
