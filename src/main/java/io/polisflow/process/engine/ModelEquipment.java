package io.polisflow.process.engine;

import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Gives an engine that runs beside the product's what every model of this house relies on: checked forms, stages, deadlines. */
@Component
public class ModelEquipment {

    private final Predicate<String> callable;

    ModelEquipment(ApplicationContext context) {
        this.callable = new ReservedNames(context);
    }

    /** Whether models may call a bean of that name. */
    public boolean callable(String name) {
        return callable.test(name);
    }

    /**
     * Equips the engine before it is built.
     *
     * @param clock what forms take for today
     */
    public void equip(
            ProcessEngineConfigurationImpl engine,
            Clock clock,
            StageReached stages,
            List<EveryUserTask> everyUserTask) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("stages", stages);
        for (int i = 0; i < everyUserTask.size(); i++) {
            beans.addBean("everyUserTask" + i, everyUserTask.get(i));
        }
        BpmnParseListener listener = new ModelParseListener(
                new FormGuard(new FormStore(), clock, callable),
                beans.getBeanProvider(StageReached.class),
                beans.getBeanProvider(EveryUserTask.class));
        engine.setCustomPreBPMNParseListeners(
                EngineConfiguration.appended(engine.getCustomPreBPMNParseListeners(), listener));
        engine.setCustomPreCommandInterceptorsTxRequired(
                EngineConfiguration.appended(engine.getCustomPreCommandInterceptorsTxRequired(), new EngineBoundary()));
    }
}
