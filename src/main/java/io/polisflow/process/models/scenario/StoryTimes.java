package io.polisflow.process.models.scenario;

import java.time.Clock;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.DateTimeFunctions;
import org.camunda.bpm.engine.impl.el.ExpressionManager;

/** Lets the engine's functions {@code now()} and {@code dateTime()} tell the time of the story in the expressions of its models. */
final class StoryTimes extends AbstractProcessEnginePlugin {

    private final Clock clock;

    StoryTimes(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        StoryFunctions.play(clock);
        ExpressionManager expressions = engine.getExpressionManager();
        try {
            expressions.addFunction(DateTimeFunctions.NOW, StoryFunctions.class.getMethod("now"));
            expressions.addFunction(DateTimeFunctions.DATE_TIME, StoryFunctions.class.getMethod("dateTime"));
        } catch (NoSuchMethodException e) {
            throw new ProcessEngineException("The stories' functions are gone", e);
        }
    }
}
