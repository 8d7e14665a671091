package io.polisflow.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditCheck;
import io.polisflow.crm.audit.AuditLog;
import io.polisflow.crm.audit.AuditRetention;
import io.polisflow.crm.audit.AuditRetention.Piece;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.audit.ChainCheck;
import io.polisflow.process.ProcessTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Old rows go only after their file was read back and held; what lets them go is seen in the tests of the chain. */
class AuditArchiveTest extends ProcessTest {

    private static final Piece PIECE = new Piece(1, 3);

    @Autowired
    private AuditTrail audit;

    @Autowired
    private AuditCheck check;

    @Autowired
    private AuditRetention real;

    @Autowired
    private JdbcTemplate jdbc;

    @TempDir
    private Path folder;

    private final AuditRetention retention = mock(AuditRetention.class);

    @BeforeEach
    void threeRowsAreDue() {
        for (int i = 0; i < 3; i++) {
            audit.event(AuditAction.SETTING, AuditSubject.of("audit", "archived"), Map.of("n", i));
        }
        check.run();
        when(retention.folder()).thenReturn(Optional.of(folder.resolve("audit").toString()));
        when(retention.due()).thenReturn(Optional.of(PIECE)).thenReturn(Optional.empty());
    }

    private void read(boolean wholly) {
        doAnswer(asked -> {
                    AuditLog.Reader reader = asked.getArgument(1);
                    real.each(PIECE, (link, row) -> {
                        if (wholly || link.position() != 2) {
                            reader.read(link, row);
                        }
                    });
                    return null;
                })
                .when(retention)
                .each(eq(PIECE), any());
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> found = Files.list(folder.resolve("audit"))) {
            return found.toList();
        }
    }

    @Test
    void aPieceIsWrittenReadBackAndOnlyThenLetGo() throws Exception {
        read(true);
        when(retention.archived(any(), any(), any(), any())).thenReturn(true);

        new AuditArchive(retention, check, audit, clock).round();

        Path file = files().get(0);
        ChainCheck chain = check.offline();
        AuditFile.check(file, chain);
        assertThat(chain.finish(0).findings()).isEmpty();
        ArgumentCaptor<String> sha256 = ArgumentCaptor.forClass(String.class);
        verify(retention)
                .archived(
                        eq(PIECE),
                        eq(jdbc.queryForObject("select hash from audit_link where position = 3", String.class)),
                        eq(file.getFileName().toString()),
                        sha256.capture());
        assertThat(sha256.getValue())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
        assertThat(jdbc.queryForObject(
                        "select count(*) from audit_event where action = 'ARCHIVED' and details like ?",
                        Long.class,
                        "%" + file.getFileName() + "%"))
                .isOne();
    }

    @Test
    void aPieceThatDoesNotHoldStays() throws Exception {
        read(false);

        assertThatThrownBy(() -> new AuditArchive(retention, check, audit, clock).round())
                .isInstanceOf(IllegalStateException.class);
        verify(retention, never()).archived(any(), any(), any(), any());
    }

    @Test
    void whatAnotherNodeHasArchivedMeanwhileLeavesNoFile() throws Exception {
        read(true);
        when(retention.archived(any(), any(), any(), any())).thenReturn(false);

        new AuditArchive(retention, check, audit, clock).round();

        assertThat(files()).isEmpty();
    }
}
