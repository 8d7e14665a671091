package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.DiadocApi.SYSTEM;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.polisflow.crm.UnavailableException;
import io.polisflow.integration.wire.HttpWire;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an access token made out of a refresh token (RFC 6749, section 6), before the old one is over or once it is refused.
 *
 * <p>A provider may answer with a new refresh token and forget the old one; it is kept in a file then, where a restart and the other
 * nodes find it. Nodes that share the file renew one after another.
 */
class OidcDiadocToken implements DiadocToken {

    private static final Logger LOG = LoggerFactory.getLogger(OidcDiadocToken.class);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(10);

    private final HttpWire wire;
    private final EdoProperties.Oidc settings;
    private final Clock clock;
    private String refreshToken;
    private String accessToken;
    private Instant renewAt = Instant.MIN;

    /** @param wire to the token endpoint itself */
    OidcDiadocToken(HttpWire wire, EdoProperties.Oidc settings, Clock clock) {
        this.wire = wire;
        this.settings = settings;
        this.clock = clock;
        this.refreshToken = kept();
    }

    record Answer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("refresh_token") String refreshToken,
            @JsonProperty("expires_in") Long expiresIn) {

        /** The tokens stay out of logs. */
        @Override
        public String toString() {
            return "Answer[expiresIn=" + expiresIn + "]";
        }
    }

    @Override
    public synchronized String current() {
        if (accessToken == null || !clock.instant().isBefore(renewAt)) {
            fetch();
        }
        return accessToken;
    }

    /** Several calls may be refused at once: the first one renews for all. */
    @Override
    public synchronized boolean renew(String rejected) {
        if (rejected.equals(accessToken)) {
            fetch();
        }
        return true;
    }

    private void fetch() {
        Path file = file();
        if (file == null) {
            renew();
            return;
        }
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            LOG.debug("renewing under {}", held);
            // Another node may have been given a new one meanwhile.
            refreshToken = kept();
            renew();
        } catch (IOException e) {
            throw new UnavailableException(SYSTEM, "the file of the refresh token cannot be locked", e);
        }
    }

    private void renew() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        form.put("client_id", settings.clientId());
        if (!settings.clientSecret().isBlank()) {
            form.put("client_secret", settings.clientSecret());
        }
        WireAnswer answer = wire.send(WireCall.post("token", "").form(form).unrecorded());
        if (answer.status() != 200) {
            // The body of a refusal may repeat what was sent.
            throw new UnavailableException(
                    SYSTEM,
                    "HTTP " + answer.status() + " to token: the operator's sign-on took no refresh token",
                    null);
        }
        Answer told = answer.read(Answer.class);
        if (told.accessToken() == null || told.accessToken().isBlank()) {
            throw answer.fault("holds no access_token");
        }
        accessToken = told.accessToken();
        renewAt = clock.instant().plus(life(told.expiresIn()));
        if (told.refreshToken() != null
                && !told.refreshToken().isBlank()
                && !told.refreshToken().equals(refreshToken)) {
            refreshToken = told.refreshToken();
            keep();
        }
    }

    /** Renewed a leeway before its end; a very short life is used by half. */
    private static Duration life(Long seconds) {
        Duration life = seconds == null || seconds <= 0 ? USUAL_LIFE : Duration.ofSeconds(seconds);
        Duration early = life.minus(DiadocLimits.TOKEN_LEEWAY);
        return early.compareTo(life.dividedBy(2)) > 0 ? early : life.dividedBy(2);
    }

    private String kept() {
        Path file = file();
        try {
            return file != null && Files.isReadable(file)
                    ? Files.readString(file).strip()
                    : settings.refreshToken();
        } catch (IOException e) {
            throw new IllegalStateException("polisflow.edo.oidc.token-file: " + file + " cannot be read", e);
        }
    }

    private void keep() {
        Path file = file();
        if (file == null) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path written = Files.getFileStore(folder).supportsFileAttributeView("posix")
                    ? Files.createTempFile(
                            folder,
                            "edo",
                            ".tmp",
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createTempFile(folder, "edo", ".tmp");
            Files.write(written, refreshToken.getBytes(StandardCharsets.UTF_8));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // The token in hand still works; only a restart would need the file.
            LOG.error("polisflow.edo.oidc.token-file: the new refresh token cannot be kept in {}", file, e);
        }
    }

    private Path file() {
        return settings.tokenFile().isBlank() ? null : Path.of(settings.tokenFile());
    }
}
