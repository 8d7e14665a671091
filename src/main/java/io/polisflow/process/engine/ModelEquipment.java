package io.polisflow.process.engine;

import io.polisflow.process.engine.expressions.ModelsWithoutCode;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Gives an engine that runs beside the product's what every model of this house relies on: no code in models, checked forms, stages, deadlines. */
@Component
public class ModelEquipment {

    private final ApplicationContext context;

    ModelEquipment(ApplicationContext context) {
        this.context = context;
    }

    /**
     * Equips the engine before it is built.
     *
     * @param standIn gives by name what takes the place of the delegates and listeners that models call
     * @param clock what forms take for today
     */
    public void equip(
            ProcessEngineConfigurationImpl engine,
            Function<String, Object> standIn,
            Clock clock,
            StageReached stages,
            List<EveryUserTask> everyUserTask) {
        engine.getProcessEnginePlugins().add(new ModelsWithoutCode(context, standIn));
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("stages", stages);
        for (int i = 0; i < everyUserTask.size(); i++) {
            beans.addBean("everyUserTask" + i, everyUserTask.get(i));
        }
        BpmnParseListener listener = new ModelParseListener(
                new FormGuard(new FormStore(), clock, new ReservedNames(context)),
                beans.getBeanProvider(StageReached.class),
                beans.getBeanProvider(EveryUserTask.class),
                beans.getBeanProvider(ClientAwaited.class));
        engine.setCustomPreBPMNParseListeners(
                EngineConfiguration.appended(engine.getCustomPreBPMNParseListeners(), listener));
        engine.setCustomPreCommandInterceptorsTxRequired(
                EngineConfiguration.appended(engine.getCustomPreCommandInterceptorsTxRequired(), new EngineBoundary()));
    }
}
