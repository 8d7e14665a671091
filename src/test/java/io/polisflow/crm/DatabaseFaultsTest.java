package io.polisflow.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a database quotes of the rows and values that it refuses does not reach the log, whatever it refuses them for. */
@ExtendWith(OutputCaptureExtension.class)
abstract class DatabaseFaultsTest extends DatabaseTest {

    private static final String NAME = "Шпагина Евдокия";
    private static final String EMAIL = "shpagina@secret.example";
    private static final String PHONE = "+79161112233";

    private int insert(Object clientId, String key, Object createdAt) {
        return jdbc.update(
                "insert into contact (id, client_id, contact_key, name, email, phone, created_at, lock_version)"
                        + " values ((select coalesce(max(id), 0) + 1000000 from contact), ?, ?, ?, ?, ?, "
                        + (createdAt == null ? "null" : "current_timestamp") + ", 0)",
                clientId,
                key,
                NAME,
                EMAIL,
                PHONE);
    }

    private Map<String, ThrowingCallable> faults() {
        long client = client().id();
        transaction.executeWithoutResult(status -> insert(client, EMAIL, ""));
        Map<String, ThrowingCallable> faults = new LinkedHashMap<>();
        faults.put("a key that is there already", () -> insert(client, EMAIL, ""));
        faults.put("a row without what it must have", () -> insert(client, NAME, null));
        faults.put("a row of nobody", () -> insert(-1L, NAME, ""));
        faults.put("a value that is too long", () -> insert(client, NAME.repeat(30), ""));
        faults.put(
                "a word where a number belongs",
                () -> jdbc.queryForList("select id from contact where client_id = cast(? as bigint)", NAME));
        faults.put(
                "a word where a day belongs",
                () -> jdbc.queryForList("select id from contact where created_at > cast(? as date)", EMAIL));
        return faults;
    }

    @Test
    void nothingOfARefusedRowIsLogged(CapturedOutput output) {
        faults().forEach((what, fault) -> {
            int before = output.length();
            Throwable thrown = catchThrowable(() -> transaction.executeWithoutResult(status -> run(fault)));

            assertThat(thrown).as(what).isNotNull();
            LoggerFactory.getLogger(getClass()).error("refused: {}", thrown.getMessage(), thrown);

            assertThat(output.toString().substring(before))
                    .as(what)
                    .contains("refused: ", "DatabaseFaultsTest")
                    .doesNotContain("Шпагина", "Евдокия", "shpagina", "9161112233");
        });
    }

    private static void run(ThrowingCallable fault) {
        try {
            fault.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
