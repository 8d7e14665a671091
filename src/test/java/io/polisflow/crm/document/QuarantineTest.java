package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.document.IncomingFiles.WhenScannerDown;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a scanner says of a file, and what becomes of it while it says nothing. */
class QuarantineTest extends DatabaseTest {

    private static final byte[] PLAIN = "договор".getBytes(StandardCharsets.UTF_8);
    private static final byte[] INFECTED = "вирус внутри".getBytes(StandardCharsets.UTF_8);

    @Autowired
    private Files.StoredFiles stored;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private EncryptionKeys keys;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private DataSource database;

    private final AtomicBoolean down = new AtomicBoolean();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final List<Object> heldWhileScanning = new CopyOnWriteArrayList<>();
    private final LaterScans scans = new LaterScans();
    private CountDownLatch slow = new CountDownLatch(0);

    @AfterEach
    void stop() {
        slow.countDown();
        scans.close();
    }

    private IncomingFiles gate(WhenScannerDown whenDown) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("scanner", (VirusScanner) content -> {
            heldWhileScanning.addAll(
                    TransactionSynchronizationManager.getResourceMap().values());
            asked.countDown();
            waitFor(slow);
            if (down.get()) {
                throw new VirusScanner.Unavailable("down");
            }
            return new String(content, StandardCharsets.UTF_8).contains("вирус")
                    ? Optional.of("Test.Virus")
                    : Optional.empty();
        });
        return new IncomingFiles(beans.getBeanProvider(VirusScanner.class), whenDown);
    }

    private Files files(WhenScannerDown whenDown) {
        return new Files(stored, jdbc, keys, gate(whenDown), scans, transactions, Clock.systemUTC());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private StoredFile received(Files files, byte[] content) {
        return new TransactionTemplate(transactions)
                .execute(status -> files.keepReceived("письмо.txt", "text/plain", content));
    }

    private byte[] opened(Files files, StoredFile file) {
        return files.content(files.find(file.id()).orElseThrow());
    }

    @Test
    void aPersonsUploadWithAVirusIsRefusedByItsName() {
        IncomingFiles gate = gate(WhenScannerDown.REFUSE);

        gate.admit("a.txt", "text/plain", PLAIN);
        assertThatThrownBy(() -> gate.admit("a.txt", "text/plain", INFECTED))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Test.Virus");
    }

    @Test
    void anAttachmentWithAVirusIsKeptApart() {
        Files files = files(WhenScannerDown.REFUSE);
        StoredFile file = received(files, INFECTED);

        assertThatThrownBy(() -> opened(files, file))
                .isInstanceOf(QuarantinedException.class)
                .hasMessageContaining("письмо.txt")
                .hasMessageContaining("Test.Virus");
        assertThat(opened(files, received(files, PLAIN))).isEqualTo(PLAIN);
    }

    @Test
    void whileTheScannerIsDownUploadsAreRefusedAndAttachmentsWait() {
        Files files = files(WhenScannerDown.REFUSE);
        down.set(true);

        assertThatThrownBy(() -> gate(WhenScannerDown.REFUSE).admit("a.txt", "text/plain", PLAIN))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Повторите через несколько минут");
        StoredFile plain = received(files, PLAIN);
        StoredFile infected = received(files, INFECTED);
        assertThatThrownBy(() -> opened(files, plain)).hasMessageContaining("ещё не проверен");

        down.set(false);
        assertThat(opened(files, plain)).isEqualTo(PLAIN);
        assertThat(stored.findById(plain.id()).orElseThrow().quarantine()).isNull();
        assertThatThrownBy(() -> opened(files, infected)).hasMessageContaining("Test.Virus");
        assertThatThrownBy(() -> opened(files, infected)).hasMessageContaining("Test.Virus");
    }

    @Test
    void whoWouldRatherWorkOnMayAcceptMeanwhile() {
        down.set(true);

        gate(WhenScannerDown.ACCEPT).admit("a.txt", "text/plain", PLAIN);
        Files files = files(WhenScannerDown.ACCEPT);
        assertThat(opened(files, received(files, PLAIN))).isEqualTo(PLAIN);
    }

    @Test
    void whatTheScannerHasSeenNeedsNobodyToOpenIt() {
        Files files = files(WhenScannerDown.REFUSE);
        StoredFile plain = received(files, PLAIN);
        StoredFile infected = received(files, INFECTED);

        await().untilAsserted(() -> {
            assertThat(stored.findById(plain.id()).orElseThrow().quarantine()).isNull();
            assertThat(stored.findById(infected.id()).orElseThrow().quarantine())
                    .contains("Test.Virus");
        });
        assertThat(heldWhileScanning).isEmpty();
    }

    @Test
    void aSlowScannerHoldsNoConnection() {
        HikariPoolMXBean pool = pool();
        slow = new CountDownLatch(1);
        Files files = files(WhenScannerDown.REFUSE);

        StoredFile file = received(files, PLAIN);

        waitFor(asked);
        await().until(() -> pool.getActiveConnections() == 0);
        assertThat(stored.findById(file.id()).orElseThrow().isUnscanned()).isTrue();
        assertThatThrownBy(() -> transaction.execute(status -> opened(files, file)))
                .as("within a transaction nobody waits for it")
                .isInstanceOf(QuarantinedException.class)
                .hasMessageContaining("ещё не проверен");
        slow.countDown();
        assertThat(opened(files, file)).isEqualTo(PLAIN);
        assertThat(heldWhileScanning).isEmpty();
    }

    private HikariPoolMXBean pool() {
        try {
            return database.unwrap(HikariDataSource.class).getHikariPoolMXBean();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
