package io.polisflow.integration.database;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.node.DatabaseReach;
import io.polisflow.crm.node.NodeNews;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings in what other nodes tell (LISTEN), on one connection of its own: none of the pool's, so that a full pool delays no news, and
 * that it also tells whether the database can be reached from here at all.
 */
@Component
class PostgresNewsReader implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresNewsReader.class);

    /** So often the database is asked for a sign of life when it tells nothing. */
    private static final Duration BEAT = Duration.ofSeconds(2);

    private static final int LONGEST_SILENCE_SECONDS = 5;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final NodeNews news;
    private final ObjectProvider<JdbcConnectionDetails> database;
    private final boolean needed;
    private final DatabaseReach reach;
    private volatile boolean running;
    private volatile Connection connection;
    private Thread reader;

    PostgresNewsReader(
            NodeNews news, ObjectProvider<JdbcConnectionDetails> database, InsertOnce insertOnce, DatabaseReach reach) {
        this.news = news;
        this.database = database;
        this.needed = insertOnce.isPostgres();
        this.reach = reach;
    }

    @Override
    public synchronized void start() {
        if (!needed || running) {
            return;
        }
        if (database.getIfAvailable() == null) {
            LOG.warn("Other nodes are not heard: the database has no address of its own to listen at");
            return;
        }
        running = true;
        reach.reached();
        reader = new Thread(this::read, "node-news");
        reader.setDaemon(true);
        reader.start();
    }

    /** Up before the first request, and until the last. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        Connection open = connection;
        reader.interrupt();
        try {
            if (open != null) {
                // Nothing is lost with it, and its reader would wait for the next beat.
                open.abort(Runnable::run);
            }
            reader.join(LONGEST_PAUSE.toMillis());
        } catch (SQLException e) {
            LOG.debug("the listening connection was not closed cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void read() {
        Duration pause = SHORTEST_PAUSE;
        boolean told = false;
        while (running) {
            try (Connection open = connect()) {
                connection = open;
                listen(open);
                if (told) {
                    LOG.info("other nodes are heard again");
                }
                told = false;
                pause = SHORTEST_PAUSE;
                hear(open);
            } catch (SQLException e) {
                if (running && !told) {
                    LOG.warn("other nodes are not heard, the database cannot be reached: {}", e.getMessage());
                }
                told = true;
            }
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private Connection connect() throws SQLException {
        JdbcConnectionDetails address = database.getObject();
        Properties properties = new Properties();
        PGProperty.USER.set(properties, address.getUsername());
        PGProperty.PASSWORD.set(properties, address.getPassword());
        PGProperty.APPLICATION_NAME.set(properties, "polisflow-news");
        PGProperty.CONNECT_TIMEOUT.set(properties, LONGEST_SILENCE_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, LONGEST_SILENCE_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        return DriverManager.getConnection(address.getJdbcUrl(), properties);
    }

    private void listen(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("listen " + NodeNews.CHANNEL);
        }
        reach.reached();
        news.missed();
    }

    private void hear(Connection open) throws SQLException {
        PGConnection listening = open.unwrap(PGConnection.class);
        while (running) {
            PGNotification[] told = listening.getNotifications((int) BEAT.toMillis());
            if (told == null || told.length == 0) {
                if (!open.isValid(LONGEST_SILENCE_SECONDS)) {
                    throw new SQLException("no sign of life");
                }
            } else {
                for (PGNotification each : told) {
                    news.heard(each.getParameter());
                }
            }
            reach.reached();
        }
    }

    private void rest(Duration pause) {
        try {
            // Many of us must not come back at the same moment.
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
