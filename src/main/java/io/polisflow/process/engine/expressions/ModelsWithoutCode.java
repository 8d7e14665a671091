package io.polisflow.process.engine.expressions;

import io.polisflow.process.engine.AnsweredRow;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmmn.deployer.CmmnDeployer;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.springframework.context.ApplicationContext;

/**
 * Makes the engine run models as data: expressions over an allow-list, no script, no class, no function in Java.
 *
 * <p>The deploy gate refuses all that by name; this holds for what came into the database past it or before it.
 */
public class ModelsWithoutCode extends AbstractProcessEnginePlugin {

    private final ApplicationContext context;
    private final Function<String, Object> standIn;

    public ModelsWithoutCode(ApplicationContext context) {
        this(context, null);
    }

    /** @param standIn gives by name what takes the place of a delegate or listener, for an engine that only plays */
    public ModelsWithoutCode(ApplicationContext context, Function<String, Object> standIn) {
        this.context = context;
        this.standIn = standIn;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setExpressionManager(new SafeExpressionManager(context, new ModelBeans(context, standIn)));
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setScriptEngineResolver(new NoScripts());
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setArtifactFactory(new NoClasses());
        engine.setFormValidators(new CodelessFormValidators());
        engine.setBpmnParseFactory(CodelessParse::new);
        engine.setDmnFeelEnableLegacyBehavior(false);
        DefaultDmnEngineConfiguration decisions =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        decisions.setFeelEngineFactory(new SafeFeelEngineFactory());
        decisions.getCustomPostDecisionTableEvaluationListeners().add(new AnsweredRow.Noting());
        engine.setDmnEngineConfiguration(decisions);
    }

    /** The third kind of model (CMMN) may name classes as well, and the product has none: it is not even read. */
    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        List<Deployer> deployers = engine.getDeployers().stream()
                .filter(deployer -> !(deployer instanceof CmmnDeployer))
                .toList();
        engine.setDeployers(deployers);
        engine.getDeploymentCache().setDeployers(deployers);
    }
}
