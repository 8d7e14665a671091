package io.polisflow.process.sla.bulk;

import io.polisflow.process.engine.BatchJobs;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Teaches the engine the jobs by which bulk actions are worked off. */
@Configuration(proxyBeanMethods = false)
class BulkConfiguration {

    @Bean
    ProcessEnginePlugin bulkActionPlugin(ObjectProvider<BulkWork> work) {
        return BatchJobs.plugin(BulkWork.JOB, work);
    }
}
