package io.polisflow.process.models.migration;

import io.polisflow.process.engine.BatchJobs;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Teaches the engine the jobs by which running deals move along. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

    @Bean
    ProcessEnginePlugin migrationPlugin(ObjectProvider<MigrationWork> work) {
        return BatchJobs.plugin(MigrationWork.JOB, work);
    }
}
