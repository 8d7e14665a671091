package io.polisflow.process.engine;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Reads the engine's SQL, a second's work, on another processor as soon as there is a data source: the start has other things to do before
 * it makes the engine. An engine that is set otherwise, or for which the reading failed, reads by itself and says in its own words what is wrong.
 */
class StatementsAhead extends AbstractProcessEnginePlugin implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(StatementsAhead.class);

    private boolean begun;
    private Reader reader;
    private CompletableFuture<SqlSessionFactory> reading;

    /** As the engine itself reads, by its own code; an engine is not made of it. */
    private static final class Reader extends SpringProcessEngineConfiguration {

        private SqlSessionFactory read() {
            initDatabaseType();
            initTransactionFactory();
            initSqlSessionFactory();
            return getSqlSessionFactory();
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataSource dataSource && !begun) {
            begun = true;
            reader = new Reader();
            reader.setDataSource(dataSource);
            // A thread of its own: the common pool has one for two processors, and others use it.
            reading =
                    CompletableFuture.supplyAsync(reader::read, task -> new Thread(task, "engine-statements").start());
        }
        return bean;
    }

    /** Comes after the starter's plugins, which set the engine: those without an order are called last. */
    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        if (reader != null && settings(reader).equals(settings(engine))) {
            use(engine);
        }
        // Given or not, it is held by nobody but the engine.
        reader = null;
        reading = null;
    }

    private void use(ProcessEngineConfigurationImpl engine) {
        try {
            SqlSessionFactory read = reading.join();
            if (engine.getDatabaseType() == null || engine.getDatabaseType().equals(reader.getDatabaseType())) {
                Configuration statements = read.getConfiguration();
                Environment environment = statements.getEnvironment();
                statements.setEnvironment(new Environment(
                        environment.getId(), environment.getTransactionFactory(), engine.getDataSource()));
                engine.setSqlSessionFactory(read);
            }
        } catch (CompletionException | CancellationException e) {
            LOG.debug("the engine reads its statements itself", e);
        }
    }

    /** Whatever, beside the kind of database, becomes part of what is read. */
    private static List<Object> settings(ProcessEngineConfigurationImpl engine) {
        return Arrays.asList(
                engine.getDatabaseTablePrefix(),
                engine.getJdbcStatementTimeout(),
                engine.isJdbcBatchProcessing(),
                engine.isTransactionsExternallyManaged());
    }
}
