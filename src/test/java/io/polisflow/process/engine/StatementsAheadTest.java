package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

class StatementsAheadTest {

    private static final String A_QUERY = "selectTaskByQueryCriteria";

    private final StatementsAhead ahead = new StatementsAhead();
    private final DataSource database = h2();

    private static DataSource h2() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:statements-ahead");
        return database;
    }

    private static SpringProcessEngineConfiguration engineOn(DataSource database) {
        SpringProcessEngineConfiguration engine = new SpringProcessEngineConfiguration();
        engine.setDataSource(database);
        return engine;
    }

    private SqlSessionFactory given(SpringProcessEngineConfiguration engine, DataSource database) {
        ahead.postProcessAfterInitialization(database, "dataSource");
        ahead.preInit(engine);
        return engine.getSqlSessionFactory();
    }

    @Test
    void theEngineIsGivenWhatItWouldHaveReadItself() {
        SpringProcessEngineConfiguration engine = engineOn(database);

        Configuration statements = given(engine, database).getConfiguration();

        assertThat(statements.getMappedStatementNames()).contains(A_QUERY);
        assertThat(statements.getDefaultExecutorType()).isEqualTo(ExecutorType.BATCH);
        assertThat(statements.getEnvironment().getDataSource()).isSameAs(engine.getDataSource());
        assertThat(statements.getEnvironment().getTransactionFactory()).isInstanceOf(ManagedTransactionFactory.class);
    }

    @Test
    void anEngineWhoseTablesAreNamedOtherwiseReadsItself() {
        SpringProcessEngineConfiguration engine = engineOn(database);
        engine.setDatabaseTablePrefix("OTHER.");

        assertThat(given(engine, database)).isNull();
    }

    @Test
    void anEngineThatIsToldOfAnotherKindOfDatabaseReadsItself() {
        SpringProcessEngineConfiguration engine = engineOn(database);
        engine.setDatabaseType("postgres");

        assertThat(given(engine, database)).isNull();
    }

    @Test
    void whatWasReadIsGivenOnceAndASecondEngineReadsItself() {
        assertThat(given(engineOn(database), database)).isNotNull();

        assertThat(given(engineOn(database), database)).isNull();
    }

    @Test
    void theEngineItselfSaysThatThereIsNoDatabase() throws SQLException {
        DataSource away = mock(DataSource.class);
        when(away.getConnection()).thenThrow(new SQLException("away"));
        SpringProcessEngineConfiguration engine = engineOn(away);

        assertThat(given(engine, away)).isNull();
    }

    @Test
    void anApplicationsEngineHasThemBeforeItReads() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EngineSlice.class, LastPlugin.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=jdbc:h2:mem:statements-of-an-application",
                        "--spring.flyway.enabled=false",
                        "--camunda.bpm.deployment-resource-pattern=classpath:nothing/*.bpmn",
                        "--camunda.bpm.job-execution.enabled=false")) {
            assertThat(context.getBean(ProcessEngineConfigurationImpl.class).getSqlSessionFactory())
                    .isNotNull()
                    .isSameAs(context.getBean(Seeing.class).given);
        }
    }

    /** Made after the product's plugins, and so called after them. */
    static class LastPlugin {
        @Bean
        Seeing seeing() {
            return new Seeing();
        }
    }

    static class Seeing extends AbstractProcessEnginePlugin {

        private SqlSessionFactory given;

        @Override
        public void preInit(ProcessEngineConfigurationImpl engine) {
            given = engine.getSqlSessionFactory();
        }
    }
}
