package io.polisflow.crm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.Postgres;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Deals that are older than the reports: their past is read out of the journal, on each database that we support. */
class ReportMigrationTest {

    private static final String DAY = "timestamp with time zone '2026-03-%02d 09:00:00+00'";

    private JdbcTemplate jdbc;

    @Test
    void thePastOfADealIsReadOutOfItsJournalOnH2() {
        thePastOfADealIsReadOutOfItsJournal("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "", "h2");
    }

    @Test
    void thePastOfADealIsReadOutOfItsJournalOnPostgres() {
        thePastOfADealIsReadOutOfItsJournal(Postgres.newDatabase(), "postgres", "postgres", "postgresql");
    }

    private void thePastOfADealIsReadOutOfItsJournal(String url, String user, String password, String vendor) {
        jdbc = new JdbcTemplate(new DriverManagerDataSource(url, user, password));
        // The question mark: the version just before need not exist.
        flyway(vendor, "26?").migrate();
        deal(1, "LOST", "'competitor'");
        // What a manager wrote must not be taken for a step, and a step that ended during a pause was none.
        journal(
                1,
                "Сделка открыта на этапе «Первичный контакт»",
                "Этап: «Первичный контакт» → «Анализ потребностей»",
                "Комментарий: перешли → «Выиграна»",
                "Этап: «Анализ потребностей» → «На паузе» до 01.05.2026",
                "Этап: «На паузе» → «Подготовка КП»",
                "Пауза окончена, этап «Подготовка КП»",
                "Этап: «Подготовка КП» → «Проиграна». Причина: Выбрали конкурента. Было «А» → «Выиграна»");
        jdbc.update("insert into insurance_request (id, number, channel, external_id, status, received_at, deal_id,"
                + " product_code, lock_version) values (1, 'R-1', 'EMAIL', 'x', 'ACCEPTED', " + DAY.formatted(1)
                + ", 1, 'osago', 0)");
        deal(2, "CONTRACT", "null");
        jdbc.update(
                "insert into proposal (id, number, version, deal_id, state, author, created_at, starts_on, term_months,"
                        + " total_premium, total_sum_insured, lock_version) values (1, 'KP-1', 1, 2, 'SENT', 'manager', "
                        + DAY.formatted(1) + ", date '2026-06-01', 12, 92500, 1000000, 0)");
        for (String line : List.of("1, 1, 1, 'osago', 500", "2, 1, 2, 'property', 92000")) {
            jdbc.update(
                    "insert into proposal_line (id, proposal_id, position, product_code, premium, object, sum_insured,"
                            + " deductible, discount_percent) values (" + line + ", 'Склад', 1000000, 0, 0)");
        }

        flyway(vendor, "latest").migrate();

        assertThat(jdbc.queryForList(
                        "select stage from deal_stage_visit where deal_id = 1 order by entered_at", String.class))
                .containsExactly("FIRST_CONTACT", "NEEDS_ANALYSIS", "PAUSED", "PROPOSAL_PREPARATION", "LOST");
        assertThat(jdbc.queryForList(
                        "select seconds / 86400 from deal_stage_visit where deal_id = 1 order by entered_at",
                        Long.class))
                .containsExactly(1L, 2L, 2L, 1L, null);
        assertThat(jdbc.queryForList("select stage from deal_stage_visit where deal_id = 2", String.class))
                .containsExactly("CONTRACT");
        figures(1, "letter", "osago", null, 2, "PROPOSAL_PREPARATION");
        figures(2, null, "property", new BigDecimal("92500.00"), 6, null);
        assertThat(jdbc.queryForList(
                        "select deal_id from deal_figures where lost and owner = 'manager' and loss_reason = 'competitor'",
                        Long.class))
                .containsExactly(1L);
    }

    private Flyway flyway(String vendor, String target) {
        return Flyway.configure()
                .dataSource(jdbc.getDataSource())
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .target(target)
                .load();
    }

    private void deal(long id, String stage, String reason) {
        jdbc.update("insert into client (id, client_key, name, search_name, requisites_state, reliability, created_at,"
                + " lock_version) values (" + id + ", 'k" + id + "', 'А', 'а', 'CONFIRMED', 'NOT_ASKED', "
                + DAY.formatted(1) + ", 0)");
        jdbc.update(
                "insert into deal (id, number, client_id, owner, stage, stage_since, opened_at, lock_version, loss_reason)"
                        + " values (" + id + ", 'D-" + id + "', " + id + ", 'manager', '" + stage + "', "
                        + DAY.formatted(7)
                        + ", " + DAY.formatted(1) + ", 0, " + reason + ")");
    }

    private void journal(long deal, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            jdbc.update(
                    "insert into journal_entry (id, at_, deal_number, text) values (?, " + DAY.formatted(i + 1)
                            + ", ?, ?)",
                    deal * 100 + i,
                    "D-" + deal,
                    texts[i]);
        }
    }

    private void figures(long deal, String source, String product, BigDecimal premium, int reached, String lostAt) {
        Map<String, Object> row = jdbc.queryForMap("select * from deal_figures where deal_id = ?", deal);
        assertThat(row.get("source")).isEqualTo(source);
        assertThat(row.get("product_code")).isEqualTo(product);
        assertThat(row.get("premium")).isEqualTo(premium);
        assertThat(row.get("reached")).isEqualTo(reached);
        assertThat(row.get("lost_at")).isEqualTo(lostAt);
    }
}
