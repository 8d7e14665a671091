package io.polisflow.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.CompanyName;
import io.polisflow.crm.client.Inn;
import io.polisflow.fixtures.Postgres;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the benchmark measures on must be what the CRM itself would have written. */
class CrmSeedTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final CrmSeed.Size SIZE = new CrmSeed.Size(400, 1200, 800);
    private static final CrmSeed.Size BESIDE = new CrmSeed.Size(3, 5, 7);

    private static final List<String> PROGRESS = new ArrayList<>();
    private static DriverManagerDataSource database;
    private static JdbcTemplate jdbc;
    private static List<Map<String, Object>> indexes;

    @BeforeAll
    static void seeded() throws SQLException {
        database = new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres");
        jdbc = new JdbcTemplate(database);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/common", "classpath:db/migration/postgresql")
                .load()
                .migrate();
        indexes = definitions();
        CrmSeed seed = new CrmSeed(database, NOW, PROGRESS::add);
        seed.fill(SIZE, false);
        seed.fill(BESIDE, true);
    }

    private static List<Map<String, Object>> definitions() {
        return jdbc.queryForList("select indexdef as made from pg_indexes where schemaname = 'public'"
                + " union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint"
                + " where contype = 'f' order by 1");
    }

    private long count(String query) {
        return jdbc.queryForObject("select count(*) from " + query, Long.class);
    }

    @Test
    void thereIsAsMuchAsWasAskedForAndEveryIndexAndKeyIsBack() {
        assertThat(count("client")).isEqualTo(403);
        assertThat(count("contact")).isEqualTo(1205);
        assertThat(count("deal")).isEqualTo(807);
        assertThat(count("deal_figures")).isEqualTo(807);
        assertThat(count("policy")).isPositive();
        assertThat(definitions()).isEqualTo(indexes);
        assertThat(PROGRESS).contains("deals: 800 of 800");
    }

    @Test
    void clientsAreCalledAndNumberedAsTheCrmDoesIt() {
        jdbc.query("select inn, name, search_name from client", row -> {
            assertThat(Inn.isValid(row.getString(1))).as(row.getString(1)).isTrue();
            assertThat(row.getString(3)).isEqualTo(CompanyName.comparable(row.getString(2)));
        });
        jdbc.query("select name, search_name from contact", row -> {
            assertThat(row.getString(2)).isEqualTo(CompanyName.comparable(row.getString(1)));
        });
        assertThat(count("(select distinct inn from client) x")).isEqualTo(403);
    }

    @Test
    void aDealIsWhereItsLastVisitSays() {
        assertThat(count("deal d where not exists (select 1 from deal_stage_visit v where v.deal_id = d.id"
                        + " and v.stage = d.stage and v.left_at is null)"))
                .isZero();
        assertThat(count("deal_stage_visit where left_at < entered_at")).isZero();
        assertThat(count("deal where stage in ('WON', 'LOST') and (closed_at is null or closed_at < opened_at"
                        + " or closed_at > timestamptz '" + NOW + "')"))
                .isZero();
        assertThat(count("deal where stage = 'LOST' and loss_reason not in"
                        + " (select code from dictionary_entry where dictionary = 'LOSS_REASON')"))
                .isZero();
        assertThat(count("deal where stage not in ('WON', 'LOST')")).isBetween(20L, 21L);
    }

    @Test
    void nothingIsAddedToRealClientsUnasked() {
        CrmSeed seed = new CrmSeed(database, NOW, line -> {});

        assertThatThrownBy(() -> seed.fill(SIZE, false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatTheCrmDrawsNextIsFree() {
        assertThat(jdbc.queryForObject("select nextval('deal_seq') > max(id) from deal", Boolean.class))
                .isTrue();
        // The entities' generator hands out the fifty ids below what the sequence says.
        assertThat(jdbc.queryForObject("select nextval('id_seq') - 50 > max(id) from deal_stage_visit", Boolean.class))
                .isTrue();
    }
}
