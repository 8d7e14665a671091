package io.polisflow.crm.document;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps files byte for byte beside the data they belong to, in the same transaction; in the database their bytes are sealed. */
@Service
public class Files {

    private final StoredFiles files;
    private final JdbcTemplate jdbc;
    private final FileContents contents;
    private final Envelope envelope;
    private final IncomingFiles gate;
    private final TransactionTemplate freeing;
    private final Clock clock;

    Files(
            StoredFiles files,
            JdbcTemplate jdbc,
            EncryptionKeys keys,
            IncomingFiles gate,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.files = files;
        this.jdbc = jdbc;
        this.contents = new FileContents(jdbc);
        this.envelope = new Envelope(keys);
        this.gate = gate;
        this.freeing = new TransactionTemplate(transactions);
        this.freeing.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** @param name any text; path parts and control characters are taken out of it */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredFile keep(String name, String mediaType, byte[] content) {
        StoredFile file = files.saveAndFlush(
                new StoredFile(safeName(name), safeType(mediaType), content.length, sha256(content), clock.instant()));
        if (PdfScripts.in(content)) {
            file.judged(new IncomingFiles.Verdict(null, false, FileInspection.PDF_SCRIPTS));
        }
        contents.insert(file.id(), envelope.seal(file, content));
        return file;
    }

    /** Keeps what came from outside past any person, in quarantine when it is dangerous or nobody could say. */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredFile keepReceived(String name, String mediaType, byte[] content) {
        StoredFile file = keep(name, mediaType, content);
        file.judged(gate.judge(name, mediaType, content));
        return file;
    }

    @Transactional(readOnly = true)
    public Optional<StoredFile> find(long id) {
        return files.findById(id);
    }

    /**
     * @throws QuarantinedException when the file must not be opened, or nobody can say yet
     * @throws UnreadableFileException when its key is not here, or what lies there is not what was kept
     */
    @Transactional(readOnly = true)
    public byte[] content(StoredFile file) {
        byte[] content = bytes(file);
        String against = file.isUnscanned() ? scannedNow(file, content) : file.quarantine();
        if (against != null) {
            throw new QuarantinedException(file.name(), against);
        }
        return content;
    }

    /** A file that came while the scanner was down is looked at when somebody wants it. */
    private String scannedNow(StoredFile file, byte[] content) {
        IncomingFiles.Verdict verdict = gate.judge(file.name(), file.mediaType(), content);
        freeing.executeWithoutResult(status -> jdbc.update(
                "update stored_file set quarantine = ?, unscanned = ? where id = ?",
                StoredFile.cut(verdict.quarantine()),
                verdict.unscanned(),
                file.id()));
        return verdict.quarantine();
    }

    private byte[] bytes(StoredFile file) {
        return envelope.open(file, contents.find(file.id()).orElseThrow(() -> new EmptyResultDataAccessException(1)));
    }

    private static String safeName(String name) {
        String plain = name == null
                ? ""
                : name.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "").strip();
        if (plain.isEmpty()) {
            return "файл";
        }
        return plain.length() > 255 ? plain.substring(plain.length() - 255) : plain;
    }

    private static String safeType(String mediaType) {
        boolean usable = mediaType != null && mediaType.length() <= 127 && mediaType.matches("[\\w.+-]+/[\\w.+-]+");
        return usable ? mediaType : "application/octet-stream";
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    interface StoredFiles extends Repository<StoredFile, Long> {
        StoredFile saveAndFlush(StoredFile file);

        Optional<StoredFile> findById(long id);
    }
}
