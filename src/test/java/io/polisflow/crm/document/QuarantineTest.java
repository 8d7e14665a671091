package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.document.IncomingFiles.WhenScannerDown;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
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

    private final AtomicBoolean down = new AtomicBoolean();

    private IncomingFiles gate(WhenScannerDown whenDown) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("scanner", (VirusScanner) content -> {
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
        return new Files(stored, jdbc, keys, gate(whenDown), transactions, Clock.systemUTC());
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

        assertThat(file.quarantine()).contains("Test.Virus");
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
        assertThat(received(files(WhenScannerDown.ACCEPT), PLAIN).quarantine()).isNull();
    }
}
