package io.polisflow.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTroubleTest {

    private static Throwable wrapped(Throwable cause) {
        return new IllegalStateException("outer", new RuntimeException(cause));
    }

    @ParameterizedTest
    @CsvSource({
        "25006, READ_ONLY",
        "90097, READ_ONLY",
        "53100, FULL",
        "90100, FULL",
        "53300, BUSY",
        "57P01, UNREACHABLE",
        "57P03, UNREACHABLE",
        "25P03, UNREACHABLE",
        "08006, UNREACHABLE",
        "90098, UNREACHABLE"
    })
    void theStateTellsHoweverDeepItLies(String state, DatabaseTrouble trouble) {
        assertThat(DatabaseTrouble.in(wrapped(new SQLException("", state)))).contains(trouble);
    }

    @Test
    void aWaitInVainForAConnectionIsAFullPoolUnlessTheServerSaysMore() {
        assertThat(DatabaseTrouble.in(wrapped(new SQLTransientConnectionException("request timed out"))))
                .contains(DatabaseTrouble.BUSY);
        assertThat(DatabaseTrouble.in(wrapped(
                        new SQLTransientConnectionException("timed out", new SQLException("starting up", "57P03")))))
                .contains(DatabaseTrouble.UNREACHABLE);
    }

    @Test
    void whatIsWrongWithARequestIsNoTrouble() {
        SQLException taken = new SQLException("duplicate key", "23505");
        taken.setNextException(taken);
        assertThat(DatabaseTrouble.in(wrapped(taken))).isEmpty();
        assertThat(DatabaseTrouble.in(new IllegalStateException("no database at all")))
                .isEmpty();
    }
}
