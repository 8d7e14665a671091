package io.polisflow.security;

import static org.assertj.core.api.Assertions.catchThrowable;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** As PostgreSQL tells it, whole rows included. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class DatabaseFaultsOnPostgresTest extends DatabaseFaultsTest {

    private static final String WITHOUT_A_CLIENT =
            "insert into contact (id, contact_key, name, created_at, lock_version)"
                    + " values (nextval('id_seq'), ?, 'Ли Бо', now(), 0)";

    @Test
    void aWholeRowIsNotTold() {
        isHidden(catchThrowable(() -> jdbc.update(WITHOUT_A_CLIENT, token)));
    }
}
