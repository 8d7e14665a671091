package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.Postgres;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Nodes that start at the same moment create what is missing one after another. */
class StartInTurnTest {

    private final DataSource database = new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres");

    private CompletableFuture<Void> begin(StartInTurn node) {
        return CompletableFuture.runAsync(() -> node.take(database));
    }

    private void untilSomebodyWaits() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> waiting() > 0);
    }

    private long waiting() {
        return new JdbcTemplate(database)
                .queryForObject(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted", Long.class);
    }

    @Test
    void theSecondBeginsWhenTheFirstIsThrough() throws Exception {
        StartInTurn first = new StartInTurn();
        StartInTurn second = new StartInTurn();
        first.take(database);
        CompletableFuture<Void> waits = begin(second);
        untilSomebodyWaits();
        assertThat(waits).isNotDone();

        first.give();
        waits.get(20, TimeUnit.SECONDS);
        second.give();
        assertThat(begin(first)).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void theSecondBeginsWhenTheFirstDies() throws Exception {
        new StartInTurn().take(database);
        CompletableFuture<Void> waits = begin(new StartInTurn());
        untilSomebodyWaits();

        new JdbcTemplate(database)
                .query(
                        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
                                + " and database = (select oid from pg_database where datname = current_database())",
                        row -> {});

        waits.get(20, TimeUnit.SECONDS);
    }

    @Test
    void withH2NobodyWaits() {
        JdbcDataSource alone = new JdbcDataSource();
        alone.setURL("jdbc:h2:mem:start-in-turn");

        new StartInTurn().take(alone);
        new StartInTurn().take(alone);
    }
}
