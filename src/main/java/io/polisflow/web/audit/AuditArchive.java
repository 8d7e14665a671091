package io.polisflow.web.audit;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditArchiving;
import io.polisflow.crm.audit.AuditCheck;
import io.polisflow.crm.audit.AuditLink;
import io.polisflow.crm.audit.AuditReport;
import io.polisflow.crm.audit.AuditRetention;
import io.polisflow.crm.audit.AuditRetention.Piece;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.audit.ChainCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes rows whose time is over to files, reads each file back, and only then lets the rows go. */
@Component
class AuditArchive implements AuditArchiving {

    private final AuditRetention retention;
    private final AuditCheck check;
    private final AuditTrail audit;
    private final Clock clock;

    AuditArchive(AuditRetention retention, AuditCheck check, AuditTrail audit, Clock clock) {
        this.retention = retention;
        this.check = check;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void round() {
        Optional<Path> folder = retention.folder().map(Path::of);
        for (Optional<Piece> piece = folder.flatMap(each -> retention.due());
                piece.isPresent();
                piece = retention.due()) {
            if (!archive(piece.get(), folder.get())) {
                return;
            }
        }
    }

    private boolean archive(Piece piece, Path folder) {
        // Two nodes may write the same piece: the file that is named in the database is the one that counts.
        String name = "audit-%012d-%012d-%s.jsonl"
                .formatted(
                        piece.first(),
                        piece.last(),
                        UUID.randomUUID().toString().substring(0, 8));
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            AuditLink last = write(piece, file);
            AuditReport report = read(file);
            if (!report.holds() || report.position() != piece.last()) {
                throw new IllegalStateException(
                        "the audit's archive " + file + " does not hold what was to go: " + report.findings());
            }
            if (retention.archived(piece, last.hash(), name, sha256(file))) {
                audit.event(
                        AuditAction.ARCHIVED,
                        AuditSubject.of("audit", null),
                        Map.of("file", name, "first", piece.first(), "last", piece.last()));
                return true;
            }
            Files.delete(file);
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AuditLink write(Piece piece, Path file) throws IOException {
        AuditLink[] last = new AuditLink[1];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                AuditFile.Writer writer = AuditFile.JSONL.writer(out)) {
            retention.each(piece, (link, row) -> {
                writer.row(link, row);
                last[0] = link;
            });
            writer.end(check.closing(last[0], clock.instant()));
        }
        return last[0];
    }

    private AuditReport read(Path file) {
        ChainCheck chain = check.offline();
        AuditFile.check(file, chain);
        return chain.finish(0);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not there", e);
        }
    }
}
