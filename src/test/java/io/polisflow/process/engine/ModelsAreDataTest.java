package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.engine.expressions.ForbiddenCodeException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.el.StartProcessVariableScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine that the product starts is the one that runs no code; how it refuses is tested on a smaller one. */
class ModelsAreDataTest extends ProcessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${''.getClass()}",
                "${dataSource}",
                "${environment.getProperty('java.home')}",
                "${recordDecisionDelegate.execute(null)}",
                "${registryRefreshNight.getClass()}",
                "${ownWork}"
            })
    void codeIsRefused(String expression) {
        assertThatThrownBy(() -> evaluate(expression)).hasRootCauseInstanceOf(ForbiddenCodeException.class);
    }

    @Test
    void whatModelsMayNameIsThere() {
        assertThat(evaluate("${recordDecisionDelegate}")).isNotNull();
        assertThat(evaluate("${approvalForm}")).isNotNull();
        assertThat(evaluate("${registryRefreshNight.cycle()}")).asString().endsWith(" * * ?");
    }

    @Test
    void noScriptRunsInAnyLanguage() {
        for (String language : new String[] {"juel", "feel", "groovy", "javascript", "python"}) {
            assertThatThrownBy(
                            () -> configuration().getCommandExecutorTxRequired().execute(context -> configuration()
                                    .getScriptingEngines()
                                    .getScriptEngineForLanguage(language)))
                    .isInstanceOf(ForbiddenCodeException.class);
        }
    }

    private Object evaluate(String expression) {
        return configuration().getCommandExecutorTxRequired().execute(context -> configuration()
                .getExpressionManager()
                .createExpression(expression)
                .getValue(StartProcessVariableScope.getSharedInstance()));
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }
}
