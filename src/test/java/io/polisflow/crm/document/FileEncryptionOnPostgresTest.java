package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same on the database of production, where a node may also die. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class FileEncryptionOnPostgresTest extends FileEncryptionTest {

    @Test
    void whereverANodeDiesEveryFileIsWholeAndTheNextOneGoesOn() {
        List<StoredFile> old =
                IntStream.range(0, 3).mapToObj(i -> keep(files, "файл " + i)).toList();
        EncryptionSweep rotation = sweepTo("second");
        int broken = 0;
        for (int after = 0; ; after++) {
            BreakingDataSource.breakAfter(after);
            try {
                rotation.pass(() -> true);
            } catch (RuntimeException e) {
                // As the death of the JVM.
            }
            if (!BreakingDataSource.mend()) {
                break;
            }
            broken++;
            // The dead node's turn ends when the server has noticed.
            transaction.executeWithoutResult(
                    status -> jdbc.queryForList("select id from encryption_turn where id = 1 for update"));
            for (int i = 0; i < old.size(); i++) {
                assertThat(read(files, old.get(i))).isEqualTo("файл " + i);
            }
        }

        assertThat(broken).isGreaterThan(5);
        assertThat(old).allSatisfy(file -> assertThat(keyOf(file)).isEqualTo("second"));
    }

    @Test
    void aTransactionThatFailsLeavesNeitherFileNorKey() {
        long before = jdbc.queryForObject("select count(*) from stored_file_content", Long.class);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    keep(files, "не будет");
                    throw new IllegalStateException("then something else failed");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(jdbc.queryForObject("select count(*) from stored_file_content", Long.class))
                .isEqualTo(before);
    }
}
