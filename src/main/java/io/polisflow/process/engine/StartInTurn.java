package io.polisflow.process.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has nodes that start at the same moment do so one after another, from the engine's tables to users, grants and filters: each of them creates
 * what is missing, and two would create it twice or stumble over each other.
 *
 * <p>Flyway has run before, under a lock of its own. A node that dies while it starts lets go of the turn with its connection.
 */
@Component
class StartInTurn extends AbstractProcessEnginePlugin implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(StartInTurn.class);

    /** Means nothing; advisory locks of a database have numbers. */
    private static final long LOCK = 7_240_001;

    private Connection turn;

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        take(engine.getDataSource());
    }

    /** Comes back when it is this node's turn; with H2 there is no other node. */
    synchronized void take(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                connection.close();
                return;
            }
            turn = connection;
            if (!ask("select pg_try_advisory_lock(" + LOCK + ")")) {
                LOG.info("Another node is starting: this one waits for it");
                ask("select pg_advisory_lock(" + LOCK + ") is null");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The turn to start was not had: " + e.getMessage(), e);
        }
    }

    private boolean ask(String question) throws SQLException {
        try (Statement statement = turn.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    @EventListener(ApplicationStartedEvent.class)
    synchronized void give() {
        if (turn == null) {
            return;
        }
        try {
            ask("select pg_advisory_unlock(" + LOCK + ")");
            turn.close();
        } catch (SQLException e) {
            LOG.warn("The turn to start ends with its connection only", e);
        } finally {
            turn = null;
        }
    }

    /** A start that failed. */
    @Override
    public void destroy() {
        give();
    }
}
