package io.polisflow.crm.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.audit.AuditFinding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever has the whole database but not the key is found out; each subclass on one database, with the audit's tables alone. */
abstract class AuditChainTest {

    private static final AuditProperties KEYED = properties("the-key");
    private static final Clock LATER = Clock.fixed(Instant.parse("2026-12-24T07:00:00Z"), ZoneOffset.UTC);

    protected JdbcTemplate jdbc;
    private DataSource source;
    private DataSourceTransactionManager transactions;
    private AuditKeys keys;

    /** @return a new, empty database */
    abstract DataSource newDatabase();

    /** @return folder of its migrations */
    abstract String vendor();

    /** Takes away all that keeps the owner of the tables from changing them. */
    abstract void unguard();

    static AuditProperties properties(String key, String... former) {
        return new AuditProperties(
                key,
                List.of(former),
                1,
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofDays(1),
                "archive");
    }

    @BeforeEach
    void emptyTables() throws IOException {
        source = newDatabase();
        jdbc = new JdbcTemplate(source);
        transactions = new DataSourceTransactionManager(source);
        keys = new AuditKeys(KEYED);
        for (String script : List.of("common/V067__audit.sql", vendor() + "/V067_1__audit_stays.sql")) {
            try (InputStream sql = getClass().getResourceAsStream("/db/migration/" + script)) {
                jdbc.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private AuditSealer sealer() {
        return new AuditSealer(jdbc, keys, Clock.systemUTC(), transactions);
    }

    private AuditReport check() {
        return check(null);
    }

    private AuditReport check(String outside) {
        return new AuditCheck(source, sealer(), keys, transactions).run(Optional.ofNullable(outside));
    }

    private void write(int rows) {
        write(rows, "manager");
    }

    private void write(int rows, String actor) {
        try {
            new AuditWriter(jdbc, source, keys)
                    .write(IntStream.range(0, rows)
                            .mapToObj(i -> new AuditRow(
                                    0,
                                    Instant.parse("2026-11-24T07:00:00.123456Z").plusSeconds(i),
                                    actor,
                                    null,
                                    "CHANGED",
                                    "deal",
                                    "D-2026-00000" + i,
                                    "D-2026-00000" + i,
                                    7L,
                                    "{\"fields\":[\"stage\"]}",
                                    null,
                                    null,
                                    null,
                                    null,
                                    "10.0.0.0/24",
                                    AuditKeys.NONE,
                                    null))
                            .toList());
        } catch (org.springframework.jdbc.support.MetaDataAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private AuditAnchor fiveRows() {
        write(5);
        AuditAnchor anchor = sealer().anchor().orElseThrow();
        unguard();
        return anchor;
    }

    private static List<Kind> kinds(AuditReport report) {
        return report.findings().stream().map(AuditFinding::kind).toList();
    }

    @Test
    void whatNobodyTouchedHoldsAndSaysSinceWhen() {
        assertThat(check().holds()).isTrue();
        AuditAnchor anchor = fiveRows();
        write(2);

        AuditReport report = check(anchor.outside());

        assertThat(report.holds()).isTrue();
        assertThat(report.rows()).isEqualTo(7);
        assertThat(report.unsealed()).isZero();
        assertThat(report.confirmed().map(AuditAnchor::outside)).contains(anchor.outside());
        assertThat(sealer().seal(true)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor = 'head'",
                "at_ = at_ + interval '1' second",
                "action = 'SAW'",
                "kind = 'client'",
                "object_id = 'D-2026-000009'",
                "client_id = 8",
                "client_id = null",
                "details = '{}'",
                "on_behalf = 'head'",
                "address = '10.0.1.0/24'",
                "mac = repeat('0', 64)",
                "key_id = 'none'"
            })
    void aChangedFieldIsFound(String change) {
        fiveRows();
        jdbc.update("update audit_event set " + change + " where id = 3");

        AuditReport report = check();

        assertThat(report.holds()).isFalse();
        assertThat(report.findings()).first().satisfies(finding -> {
            assertThat(finding.event()).isEqualTo(3);
            assertThat(finding.position()).isEqualTo(3);
        });
        assertThat(report.broken()).as("the rows around it are whole").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void aDeletedRowIsFoundWhetherFirstMiddleOrLast(int id) {
        fiveRows();
        jdbc.update("delete from audit_event where id = ?", id);
        assertThat(check().findings()).first().isEqualTo(new AuditFinding(Kind.MISSING, id, id, "строки нет"));

        jdbc.update("delete from audit_link where event_id = ?", id);
        AuditReport report = check();
        assertThat(kinds(report)).contains(Kind.MISSING);
        assertThat(report.findings().get(0).position()).isEqualTo(id);
    }

    @Test
    void aRowTakenOutWithTheOthersMovedUpIsFound() {
        fiveRows();
        jdbc.update("delete from audit_link where position = 3");
        jdbc.update("delete from audit_event where id = 3");
        jdbc.update("update audit_link set position = 3 where position = 4");
        jdbc.update("update audit_link set position = 4, previous = (select hash from audit_link where position = 3)"
                + " where position = 5");

        assertThat(check().findings().get(0)).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ORDER);
            assertThat(finding.position()).isEqualTo(3);
        });
    }

    @Test
    void lastRowsThatWereCutOffAreMissedByTheAnchorInsideAndByTheOneKeptOutside() {
        AuditAnchor anchor = fiveRows();
        jdbc.update("delete from audit_link where position > 3");
        jdbc.update("delete from audit_event where id > 3");
        assertThat(kinds(check())).containsExactly(Kind.MISSING);

        // Whoever cuts off the anchor as well is found by the one in the log.
        jdbc.update("delete from audit_anchor");
        assertThat(check().holds()).isTrue();
        assertThat(kinds(check(anchor.outside()))).containsExactly(Kind.MISSING);
    }

    @Test
    void twoRowsThatChangedPlacesAreFound() {
        fiveRows();
        jdbc.update("update audit_event set id = -2 where id = 2");
        jdbc.update("update audit_event set id = 2 where id = 4");
        jdbc.update("update audit_event set id = 4 where id = -2");
        assertThat(check().findings()).extracting(AuditFinding::position).containsExactly(2L, 4L);
    }

    @Test
    void twoLinksThatChangedPlacesAreFound() {
        fiveRows();
        jdbc.update("update audit_link set event_id = -2 where event_id = 2");
        jdbc.update("update audit_link set event_id = 2 where event_id = 4");
        jdbc.update("update audit_link set event_id = 4 where event_id = -2");
        assertThat(check().findings()).extracting(AuditFinding::position).containsExactly(2L, 4L);
    }

    @Test
    void aForgedRowIsFoundAlsoWhenTheSealerTookIt() {
        fiveRows();
        String others = AuditWriter.COLUMNS.replaceFirst("^id, at_, actor,", "at_,");
        jdbc.update("insert into audit_event (id, actor, " + others + ") select 100, 'nobody', " + others
                + " from audit_event where id = 5");

        AuditReport report = check();

        assertThat(report.findings()).containsExactly(new AuditFinding(Kind.CHANGED, 6, 100, null));
    }

    @Test
    void everythingWrittenAnewWithoutTheKeyIsFound() {
        AuditAnchor anchor = fiveRows();
        for (String table : List.of("audit_anchor", "audit_link", "audit_event")) {
            jdbc.update("delete from " + table);
        }
        keys = new AuditKeys(properties(""));
        write(5, "somebody else");
        sealer().anchor();
        assertThat(check().holds())
                .as("without a key the database alone proves nothing")
                .isTrue();
        assertThat(kinds(check(anchor.outside()))).contains(Kind.ANCHOR);

        keys = new AuditKeys(KEYED);
        AuditReport report = check();
        assertThat(kinds(report)).contains(Kind.KEY, Kind.ANCHOR);
        assertThat(report.broken()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void aChainMadeWithAnotherKeyIsFoundUntilThatKeyIsNamed() {
        keys = new AuditKeys(properties("earlier"));
        fiveRows();
        keys = new AuditKeys(KEYED);
        assertThat(kinds(check())).contains(Kind.KEY);

        keys = new AuditKeys(properties("the-key", "earlier"));
        write(1);
        assertThat(check().holds()).isTrue();
    }

    @Test
    void aRowThatCommitsLateGetsItsPlaceAfterThoseThatWereSealedBefore() {
        TransactionTemplate late = new TransactionTemplate(transactions);
        late.executeWithoutResult(status -> {
            write(1, "late");
            inAnotherThread(() -> {
                write(2, "early");
                assertThat(sealer().seal(false)).isEqualTo(2);
            });
        });

        assertThat(sealer().seal(false)).isEqualTo(1);
        assertThat(jdbc.queryForList("select event_id from audit_link order by position", Long.class))
                .containsExactly(2L, 3L, 1L);
        assertThat(check().holds()).isTrue();
    }

    private static void inAnotherThread(Runnable work) {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            thread.submit(work).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void onlyWhatLiesInAnArchiveMayGoAndTheChainGoesOnFromThere() {
        write(5);
        AuditAnchor anchor = sealer().anchor().orElseThrow();
        AuditSealer sealer = sealer();
        AuditRetention retention =
                new AuditRetention(jdbc, new AuditLog(jdbc, source, sealer), sealer, keys, KEYED, LATER);
        AuditRetention.Piece piece = retention.due().orElseThrow();
        assertThat(piece).isEqualTo(new AuditRetention.Piece(1, 5));
        List<String> hashes = jdbc.queryForList("select hash from audit_link order by position", String.class);

        assertThatThrownBy(() -> jdbc.update("delete from audit_event where id = 1"))
                .isInstanceOf(DataAccessException.class);
        AuditRetention.Piece two = new AuditRetention.Piece(1, 2);
        assertThat(archived(retention, two, hashes.get(1), "audit.jsonl")).isTrue();
        assertThat(archived(retention, two, hashes.get(1), "other.jsonl"))
                .as("another node was faster")
                .isFalse();

        assertThat(jdbc.queryForList("select id from audit_event order by id", Long.class))
                .containsExactly(3L, 4L, 5L);
        assertThatThrownBy(() -> jdbc.update("delete from audit_event where id = 3"))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.update("delete from audit_link where position = 3"))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.update("update audit_archive set position = 4"))
                .isInstanceOf(DataAccessException.class);
        write(1);
        AuditReport report = check(anchor.outside());
        assertThat(report.findings()).isEmpty();
        assertThat(report.rows()).isEqualTo(4);

        // Whoever writes an archive's row to be allowed to delete has no key to sign it with.
        jdbc.update("insert into audit_archive select 2, at_, 4, head, file, sha256, key_id, mac from audit_archive");
        jdbc.update("delete from audit_event where id <= 4");
        assertThat(kinds(check())).contains(Kind.ANCHOR);
    }

    private boolean archived(AuditRetention retention, AuditRetention.Piece piece, String head, String file) {
        return new TransactionTemplate(transactions)
                .execute(status -> retention.archived(piece, head, file, "0".repeat(64)));
    }

    @Test
    void nodesThatSealAtOnceMakeOneChain() throws Exception {
        int nodes = 4;
        int each = 700;
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        CyclicBarrier start = new CyclicBarrier(nodes);
        try {
            List<Future<Long>> running = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                String name = "node" + node;
                running.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    long sealed = 0;
                    for (int part = 0; part < 7; part++) {
                        write(each / 7, name);
                        sealed += sealer().seal(false);
                    }
                    return sealed;
                }));
            }
            long sealed = 0;
            for (Future<Long> node : running) {
                sealed += node.get(120, TimeUnit.SECONDS);
            }
            assertThat(sealed).isEqualTo((long) nodes * each);
        } finally {
            threads.shutdownNow();
        }

        AuditReport report = check();
        assertThat(report.holds()).isTrue();
        assertThat(report.rows()).isEqualTo((long) nodes * each);
        Map<String, Long> written =
                new HashMap<>(jdbc.queryForList("select actor from audit_event", String.class).stream()
                        .collect(Collectors.groupingBy(actor -> actor, Collectors.counting())));
        assertThat(written.values()).containsOnly((long) each);
    }
}
