package io.polisflow.process.engine.expressions;

import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.ApplicationContext;

/**
 * Makes the engine run models as data: expressions over an allow-list, no script, no class, no function in Java.
 *
 * <p>The deploy gate refuses all that by name; this holds for what came into the database past it or before it.
 */
public class ModelsWithoutCode extends AbstractProcessEnginePlugin {

    private final ApplicationContext context;

    public ModelsWithoutCode(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new SafeExpressionManager(context));
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setScriptEngineResolver(new NoScripts());
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setArtifactFactory(new NoClasses());
        engine.setFormValidators(new CodelessFormValidators());
        engine.setBpmnParseFactory(CodelessParse::new);
        engine.setCmmnTransformFactory(new NoCases());
        engine.setDmnFeelEnableLegacyBehavior(false);
        DefaultDmnEngineConfiguration decisions =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        decisions.setFeelEngineFactory(new SafeFeelEngineFactory());
        engine.setDmnEngineConfiguration(decisions);
    }
}
