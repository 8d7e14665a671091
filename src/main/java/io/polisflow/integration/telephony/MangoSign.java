package io.polisflow.integration.telephony;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Signs what we send and checks what comes: SHA-256 over key, the JSON text as it stands, and salt. */
class MangoSign {

    private final String key;
    private final String salt;

    MangoSign(String key, String salt) {
        this.key = key;
        this.salt = salt;
    }

    String key() {
        return key;
    }

    /** @return lower-case hex */
    String of(String json) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((key + json + salt).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compares in constant time; without key and salt of ours nothing fits. */
    boolean fits(String theirKey, String theirSign, String json) {
        if (key.isBlank() || salt.isBlank() || theirKey == null || theirSign == null || json == null) {
            return false;
        }
        return same(key, theirKey) & same(of(json), theirSign.toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
