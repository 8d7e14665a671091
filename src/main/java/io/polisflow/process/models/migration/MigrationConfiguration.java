package io.polisflow.process.models.migration;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Teaches the engine the jobs by which running deals move along. */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

    @Bean
    ProcessEnginePlugin migrationPlugin(ObjectProvider<MigrationWork> work) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                List<JobHandler> handlers = engine.getCustomJobHandlers() == null
                        ? new ArrayList<>()
                        : new ArrayList<>(engine.getCustomJobHandlers());
                handlers.add(new MigrationJobHandler(work));
                engine.setCustomJobHandlers(handlers);
            }
        };
    }
}
