package io.polisflow.crm.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of keys, a line {@code id=Base64} each; a fresh machine makes its own. */
final class KeyFile {

    private static final Logger log = LoggerFactory.getLogger(KeyFile.class);
    private static final String SETTING = "polisflow.encryption.key-file";
    private static final String FIRST_ID = "local";

    private final String name;

    KeyFile(String name) {
        this.name = name;
    }

    /**
     * @param generate whether a file that is not there is made, with one key
     * @param problems where to tell why it cannot be read
     * @return id → Base64, in the file's order
     */
    Map<String, String> read(boolean generate, List<String> problems) {
        Map<String, String> keys = new LinkedHashMap<>();
        try {
            Path file = Path.of(name);
            if (generate && !Files.exists(file)) {
                generate(file);
            }
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String told = line.strip();
                int equals = told.indexOf('=');
                if (told.isEmpty() || told.startsWith("#")) {
                    continue;
                }
                String id = equals < 1 ? "" : told.substring(0, equals).strip();
                if (!id.matches(EncryptionKeys.ID)) {
                    // Not shown: it may be a key without its name.
                    problems.add(SETTING + ": строка не вида «имя=ключ»");
                } else if (keys.put(id, told.substring(equals + 1)) != null) {
                    problems.add(SETTING + ": ключ «" + id + "» задан дважды");
                }
            }
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            // Whatever the message says, it is of a file that was to hold keys.
            problems.add(SETTING + ": файл «" + name + "» не читается ("
                    + e.getClass().getSimpleName() + ")");
        }
        return keys;
    }

    /** Two that start at once make one: the file appears whole or not at all. */
    private static void generate(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        byte[] key = new byte[EncryptionKeys.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path made = Files.createTempFile(folder, "key", null);
        try {
            if (made.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(made, FIRST_ID + "=" + Base64.getEncoder().encodeToString(key) + "\n");
            try {
                Files.createLink(file, made);
            } catch (UnsupportedOperationException e) {
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            }
            log.info("made a key for stored files in {}: whoever keeps the database keeps this file too", file);
        } catch (FileAlreadyExistsException e) {
            log.debug("another start has made the key file {}", file);
        } finally {
            Files.deleteIfExists(made);
        }
    }
}
