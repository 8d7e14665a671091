package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.polisflow.crm.DatabaseTest;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a database says of a row that it does not take, it says with the row; the log must not. */
abstract class DatabaseFaultsTest extends DatabaseTest {

    private static final String INSERT =
            "insert into contact (id, client_id, contact_key, name, created_at, lock_version) values (?, ?, ?, ?, ?, 0)";

    protected final String token = "T" + UUID.randomUUID().toString().replace("-", "");

    private Object[] row(long id, long client, String key, String name) {
        return new Object[] {id, client, key, name, Timestamp.from(clock.instant())};
    }

    protected void isHidden(Throwable fault) {
        assertThat(fault).isNotNull();
        String written = ThrowableProxyUtil.asString(new ThrowableProxy(fault));
        assertThat(written).as("the database does tell").contains(token);

        String masked = LogMasks.mask(written);

        assertThat(masked)
                .doesNotContain(token)
                .contains("DatabaseFaults", fault.getClass().getSimpleName());
    }

    private long id() {
        return jdbc.queryForObject("select nextval('id_seq')", Long.class);
    }

    @Test
    void aTakenKeyIsNotTold() {
        long client = client().id();
        jdbc.update(INSERT, row(id(), client, token, "Ли Бо"));

        isHidden(catchThrowable(() -> jdbc.update(INSERT, row(id(), client, token, "Ли Бо"))));
    }

    @Test
    void aValueThatIsNoNumberIsNotTold() {
        isHidden(catchThrowable(
                () -> jdbc.queryForObject("select cast(cast(? as varchar) as integer)", Integer.class, token)));
    }

    @Test
    void aBatchIsNotTold() {
        long client = client().id();
        Throwable fault = catchThrowable(() -> jdbc.batchUpdate(
                INSERT, List.of(row(id(), client, token, "Ли Бо"), row(id(), client, token, "Ли Бо"))));

        isHidden(fault);
    }
}
