package io.polisflow.crm.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The secrets that rows and links are sealed with: whoever has the database but not the key cannot forge one. */
@Component
@EnableConfigurationProperties(AuditProperties.class)
class AuditKeys {

    /** The id that stands for no key: a plain SHA-256. */
    static final String NONE = "none";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 6;

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String current;
    private final long keyedFrom;

    AuditKeys(AuditProperties properties) {
        this.current = StringUtils.hasText(properties.key()) ? add(properties.key()) : NONE;
        properties.formerKeys().stream().filter(StringUtils::hasText).forEach(this::add);
        this.keyedFrom = properties.keyedFrom();
    }

    private String add(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        // The id is of the key under another name: it tells nothing about a row's mac.
        String id = HexFormat.of().formatHex(digest(("id|" + secret).getBytes(StandardCharsets.UTF_8)), 0, ID_BYTES);
        keys.put(id, new SecretKeySpec(bytes, ALGORITHM));
        return id;
    }

    String currentId() {
        return current;
    }

    boolean isKeyed() {
        return !NONE.equals(current);
    }

    /** Whether a link at that position may have been made with that key, or without one. */
    boolean accepts(String keyId, long position) {
        return NONE.equals(keyId) ? !isKeyed() || position < keyedFrom : keys.containsKey(keyId);
    }

    /** @return hexadecimal, 64 characters; empty when the key is not known here */
    Optional<String> code(String keyId, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (NONE.equals(keyId)) {
            return Optional.of(HexFormat.of().formatHex(digest(bytes)));
        }
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            return Optional.empty();
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Optional.of(HexFormat.of().formatHex(mac.doFinal(bytes)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is not there", e);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is not there", e);
        }
    }
}
