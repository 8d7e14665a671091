package io.polisflow.crm.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same on the database of production, where each kind must have its index. */
// The same set-up as the process tests on PostgreSQL, so that they share one application.
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class QuickSearchOnPostgresTest extends QuickSearchTest {

    @ParameterizedTest
    @CsvSource({
        "петрова рая, contact_name_trigrams",
        "petrova@, contact_email_prefix",
        "+7 495 123-45, contact_phone_prefix",
        "7736050003, client_inn_prefix",
        "D-2026-0001, deal_number_key",
        "000123, deal_number_key",
        "pol-2026-, policy_number_trigrams"
    })
    void eachKindHasItsIndexAndNoTableIsReadAsAWhole(String typed, String index) {
        transaction.executeWithoutResult(status -> {
            // A name that nobody has is not even looked for.
            clients.findOrCreateContact(clients.findOrCreate(null, "Сирень"), "Петрова Рая", null, null);
            // The tables of a test are small: without this they would be read as a whole, or in order of id, as that is
            // cheap.
            jdbc.execute("set local enable_seqscan = off");
            jdbc.execute("set local enable_indexscan = off");
            // Statements that were prepared before keep the plan that was cheap then.
            jdbc.execute("discard plans");
            List<Long> wholes = wholeReads();
            long before = scans(index);
            find(typed);
            assertThat(wholeReads()).isEqualTo(wholes);
            assertThat(scans(index)).isGreaterThan(before);
            jdbc.execute("discard plans");
        });
    }

    private List<Long> wholeReads() {
        return jdbc.queryForList(
                "select seq_scan from pg_stat_xact_user_tables where relname in ('client', 'contact', 'deal', 'policy')"
                        + " order by relname",
                Long.class);
    }

    private long scans(String index) {
        return jdbc.queryForObject("select pg_stat_get_xact_numscans(?::regclass)", Long.class, index);
    }
}
