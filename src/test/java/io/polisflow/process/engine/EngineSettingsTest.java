package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;

/** What {@code application.yaml} says of the engine is in force there: the starter lets some settings be overridden unheard. */
class EngineSettingsTest extends ProcessTest {

    private ProcessEngineConfigurationImpl inForce() {
        return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    @Test
    void noListAsksForRevokes() {
        assertThat(inForce().getAuthorizationCheckRevokes())
                .isEqualTo(ProcessEngineConfiguration.AUTHORIZATION_CHECK_REVOKE_NEVER);
        assertThat(inForce().isAuthorizationEnabled()).isTrue();
    }

    @Test
    void acquisitionFollowsTheIndexOfDueDates() {
        assertThat(inForce().isEnsureJobDueDateNotNull()).isTrue();
        assertThat(inForce().isJobExecutorAcquireByDueDate()).isTrue();
    }

    @Test
    void statementsAreKeptWithoutTheTreesTheyWereReadFrom() {
        Configuration mapped = inForce().getSqlSessionFactory().getConfiguration();

        assertThat(mapped.getSqlFragments()).isEmpty();
        assertThat(mapped.getIncompleteStatements()).isEmpty();
        assertThat(mapped.getMappedStatementNames()).contains("selectTaskByQueryCriteria");
    }
}
