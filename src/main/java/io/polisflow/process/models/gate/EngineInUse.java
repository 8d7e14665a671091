package io.polisflow.process.models.gate;

import java.util.function.Function;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The engine that examines, also while it is still being made: the models of the product are examined before it is a bean. */
@Component
class EngineInUse {

    private final ObjectProvider<ProcessEngine> engine;

    EngineInUse(ObjectProvider<ProcessEngine> engine) {
        this.engine = engine;
    }

    /** Asks the engine whatever the signed-on user may see: what is wrong with a model does not depend on who asks. */
    <T> T ask(Function<ProcessEngineConfigurationImpl, T> question) {
        ProcessEngineConfigurationImpl configuration = configuration();
        return configuration
                .getCommandExecutorTxRequired()
                .execute(context -> context.runWithoutAuthorization(() -> question.apply(configuration)));
    }

    private ProcessEngineConfigurationImpl configuration() {
        ProcessEngineConfigurationImpl making = Context.getProcessEngineConfiguration();
        return making != null
                ? making
                : (ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration();
    }
}
