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
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps files byte for byte beside the data they belong to, in the same transaction; in the database their bytes are sealed. */
@Service
public class Files {

    private final StoredFiles files;
    private final FileContents contents;
    private final Envelope envelope;
    private final Clock clock;

    Files(StoredFiles files, JdbcTemplate jdbc, EncryptionKeys keys, Clock clock) {
        this.files = files;
        this.contents = new FileContents(jdbc);
        this.envelope = new Envelope(keys);
        this.clock = clock;
    }

    /** @param name any text; path parts and control characters are taken out of it */
    @Transactional(propagation = Propagation.MANDATORY)
    public StoredFile keep(String name, String mediaType, byte[] content) {
        StoredFile file = files.saveAndFlush(
                new StoredFile(safeName(name), safeType(mediaType), content.length, sha256(content), clock.instant()));
        contents.insert(file.id(), envelope.seal(file, content));
        return file;
    }

    @Transactional(readOnly = true)
    public Optional<StoredFile> find(long id) {
        return files.findById(id);
    }

    /** @throws UnreadableFileException when its key is not here, or what lies there is not what was kept */
    @Transactional(readOnly = true)
    public byte[] content(StoredFile file) {
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
