package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Lets a simulated system remember over a restart what the CRM remembers too: a contract that was sent yesterday can still be
 * signed today.
 *
 * <p>Property read: {@code polisflow.sandbox.state}, a folder; when it is empty, the folder {@code sandbox} beside the H2
 * file, and with any other database nothing is kept.
 */
@Component
@Profile("sandbox & !production")
class SandboxState {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxState.class);
    private static final String H2_FILE = "jdbc:h2:file:";

    private final ObjectMapper json;
    private final Path folder;

    SandboxState(
            ObjectMapper json,
            @Value("${polisflow.sandbox.state:}") String folder,
            @Value("${spring.datasource.url:}") String database) {
        this.json = json;
        if (!folder.isBlank()) {
            this.folder = Path.of(folder);
        } else if (database.startsWith(H2_FILE)) {
            this.folder = Path.of(database.substring(H2_FILE.length()).replaceAll(";.*", ""))
                    .resolveSibling("sandbox");
        } else {
            this.folder = null;
        }
    }

    /** @param id becomes the file's name */
    void keep(String system, String id, Object value) {
        if (folder == null) {
            return;
        }
        try {
            Path file = folder.resolve(system).resolve(id + ".json");
            Files.createDirectories(file.getParent());
            Path written = Files.write(file.resolveSibling(id + ".tmp"), json.writeValueAsBytes(value));
            // A machine that stops here keeps the old state whole.
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was kept of a system, in no order; a file that cannot be read is left out. */
    <T> List<T> kept(String system, Class<T> type) {
        List<T> kept = new ArrayList<>();
        if (folder == null || !Files.isDirectory(folder.resolve(system))) {
            return kept;
        }
        try (Stream<Path> files = Files.list(folder.resolve(system))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                try {
                    kept.add(json.readValue(Files.readAllBytes(file), type));
                } catch (JsonProcessingException e) {
                    LOG.warn("{} cannot be read and is left out", file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kept;
    }
}
