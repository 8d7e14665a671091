package io.polisflow.crm.document;

import io.polisflow.crm.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps files byte for byte beside the data they belong to, in the same transaction; in the database their bytes are sealed. */
@Service
public class Files {

    private static final String ERASED = "Файл удалён: человек потребовал удалить свои персональные данные (152-ФЗ).\n";

    private final StoredFiles files;
    private final JdbcTemplate jdbc;
    private final FileContents contents;
    private final Envelope envelope;
    private final IncomingFiles gate;
    private final LaterScans scans;
    private final TransactionTemplate freeing;
    private final Clock clock;

    Files(
            StoredFiles files,
            JdbcTemplate jdbc,
            EncryptionKeys keys,
            IncomingFiles gate,
            LaterScans scans,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.files = files;
        this.jdbc = jdbc;
        this.contents = new FileContents(jdbc);
        this.envelope = new Envelope(keys);
        this.gate = gate;
        this.scans = scans;
        this.freeing = new TransactionTemplate(transactions);
        this.freeing.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** @param name any text; path parts and control characters are taken out of it */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredFile keep(String name, String mediaType, byte[] content) {
        StoredFile file = files.saveAndFlush(new StoredFile(
                safeName(name), safeType(mediaType), content.length, Fingerprint.of(content), clock.instant()));
        if (PdfScripts.in(content)) {
            file.judged(new IncomingFiles.Verdict(null, false, FileInspection.PDF_SCRIPTS));
        }
        contents.insert(file.id(), envelope.seal(file, content));
        return file;
    }

    /** Keeps what came from outside past any person, in quarantine when it is dangerous and until the virus scanner has seen it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredFile keepReceived(String name, String mediaType, byte[] content) {
        StoredFile file = keep(name, mediaType, content);
        file.judged(gate.inspect(name, mediaType, content));
        if (file.isUnscanned()) {
            long id = file.id();
            scans.afterCommit(
                    () -> files.findById(id).filter(StoredFile::isUnscanned).ifPresent(this::scan));
        }
        return file;
    }

    @Transactional(readOnly = true)
    public Optional<StoredFile> find(long id) {
        return files.findById(id);
    }

    /**
     * Opens a file; one that nobody has scanned yet is scanned for it, but not within a transaction, where it stays closed for now.
     *
     * @throws QuarantinedException when the file must not be opened, or nobody can say yet
     * @throws UnreadableFileException when its key is not here, or what lies there is not what was kept
     */
    public byte[] content(StoredFile file) {
        String against = file.quarantine();
        if (file.isUnscanned()) {
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                scans.soon(() -> scan(file));
            } else {
                against = scan(file);
            }
        }
        if (against != null) {
            throw new QuarantinedException(file.name(), against);
        }
        return bytes(file);
    }

    /** @return the bytes also of a file in quarantine: to be looked through for somebody's data, never to be handed out */
    @Transactional(readOnly = true)
    public byte[] looked(StoredFile file) {
        return bytes(file);
    }

    /** Holds no connection while the scanner looks. */
    private String scan(StoredFile file) {
        IncomingFiles.Verdict verdict = gate.judge(file.name(), file.mediaType(), bytes(file));
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

    /** Puts a line in the place of the content, which is gone for good; whatever names the file goes on naming it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(long id) {
        byte[] nothing = ERASED.getBytes(StandardCharsets.UTF_8);
        StoredFile file = files.findById(id).orElseThrow();
        file.become("Удалённый файл.txt", "text/plain", nothing.length, Fingerprint.of(nothing));
        files.saveAndFlush(file);
        jdbc.update("delete from stored_file_content where file_id = ?", id);
        contents.insert(id, envelope.seal(file, nothing));
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

    interface StoredFiles extends Repository<StoredFile, Long> {
        StoredFile saveAndFlush(StoredFile file);

        Optional<StoredFile> findById(Long id);
    }
}
