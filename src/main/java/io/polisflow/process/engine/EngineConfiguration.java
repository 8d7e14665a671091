package io.polisflow.process.engine;

import io.polisflow.process.engine.expressions.ModelsWithoutCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.history.handler.CompositeHistoryEventHandler;
import org.camunda.bpm.spring.boot.starter.spin.SpringBootSpinProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Adds to the stock engine what every model of this house relies on. */
@Configuration(proxyBeanMethods = false)
public class EngineConfiguration {

    @Bean
    static ModelResources camundaDeploymentConfiguration() {
        return new ModelResources();
    }

    @Bean
    DeliveredModels deliveredModels(ModelResources files, RepositoryService repository) {
        return new DeliveredModels(files.byPath(), repository);
    }

    /** Models are data, whatever they hold. */
    @Bean
    ProcessEnginePlugin modelsWithoutCode(ApplicationContext context) {
        return new ModelsWithoutCode(context);
    }

    /** The starter's own, which gives way to a bean of this name, with one serializer exchanged. */
    @Bean
    static ProcessEnginePlugin spinProcessEnginePlugin() {
        return new SpringBootSpinProcessEnginePlugin() {
            @Override
            protected void registerSerializers(ProcessEngineConfigurationImpl engine) {
                super.registerSerializers(engine);
                JsonInItsRow.replaceStock(engine.getVariableSerializers());
            }
        };
    }

    @Bean
    static StatementsAhead statementsAhead() {
        return new StatementsAhead();
    }

    @Bean
    RunningJobs runningJobs() {
        return new RunningJobs();
    }

    /** Forms checked on the server, stages, deadlines, the current step, and refusals that users can read. */
    @Bean
    ProcessEnginePlugin modelsPlugin(
            ApplicationContext context,
            Clock clock,
            RunningJobs running,
            @Value("${polisflow.limits.max-variable:1MB}") DataSize largestVariable,
            ObjectProvider<StageReached> stages,
            ObjectProvider<EveryUserTask> everyUserTask,
            ObjectProvider<ClientAwaited> awaited) {
        FormGuard guard = new FormGuard(new FormStore(), clock, new ReservedNames(context));
        ModelParseListener models = new ModelParseListener(guard, stages, everyUserTask, awaited);
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.setCustomPreBPMNParseListeners(appended(engine.getCustomPreBPMNParseListeners(), models));
                engine.setEnableDefaultDbHistoryEventHandler(false);
                engine.setCustomHistoryEventHandlers(
                        appended(engine.getCustomHistoryEventHandlers(), new HistoryWithoutForms()));
                // A user's mistake is no error of ours: REST logs the faults that reach it, the job executor its own.
                engine.setEnableCmdExceptionLogging(false);
                engine.setFailedJobCommandFactory(new RetriesWithoutOutages());
                engine.setCustomPreCommandInterceptorsTxRequired(appended(
                        appended(engine.getCustomPreCommandInterceptorsTxRequired(), new EngineBoundary()), running));
                engine.setCustomPreCommandInterceptorsTxRequiresNew(
                        appended(engine.getCustomPreCommandInterceptorsTxRequiresNew(), new EngineBoundary()));
            }

            @Override
            public void postInit(ProcessEngineConfigurationImpl engine) {
                // The starter has set its own over the list of further ones.
                engine.setHistoryEventHandler(new CompositeHistoryEventHandler(
                        new LargestVariable(largestVariable), engine.getHistoryEventHandler()));
                RememberedTaskSql.install(engine);
            }

            @Override
            public void postProcessEngineBuild(ProcessEngine engine) {
                EngineIndexes.create(engine.getProcessEngineConfiguration().getDataSource());
                SqlFragments.forget((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration());
            }
        };
    }

    static <T> List<T> appended(List<T> list, T element) {
        List<T> all = list == null ? new ArrayList<>() : new ArrayList<>(list);
        all.add(element);
        return all;
    }
}
