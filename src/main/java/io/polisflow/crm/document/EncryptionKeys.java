package io.polisflow.crm.document;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys from the configuration that seal the keys of files; none at all means that files are stored as they are. */
public final class EncryptionKeys {

    static final int KEY_BYTES = 32;

    /** Of 32 random bytes about thirty differ; a typed phrase or a row of zeros stays far below. */
    private static final int FEWEST_DIFFERENT_BYTES = 20;

    static final String ID = "[a-z0-9][a-z0-9-]{0,31}";
    private static final String SETTING = "polisflow.encryption.keys";

    private final Map<String, SecretKey> keys;
    private final String active;

    private EncryptionKeys(Map<String, SecretKey> keys, String active) {
        this.keys = keys;
        this.active = active;
    }

    /** @throws EncryptionKeysException that names everything that is wrong with them, and no key */
    public static EncryptionKeys of(EncryptionProperties properties) {
        List<String> problems = new ArrayList<>();
        Map<String, String> told = new TreeMap<>(properties.keys());
        if (!properties.keyFile().isBlank()) {
            new KeyFile(properties.keyFile())
                    .read(properties.generate(), problems)
                    .forEach((id, key) -> {
                        if (told.putIfAbsent(id, key) != null) {
                            problems.add(
                                    "ключ «" + id + "» задан и в " + SETTING + ", и в polisflow.encryption.key-file");
                        }
                    });
        }
        Map<String, SecretKey> keys = new TreeMap<>();
        told.forEach((id, key) -> {
            if (!id.matches(ID)) {
                problems.add(SETTING + ": имя ключа «" + id + "» — нужны строчные латинские буквы, цифры и дефис");
            } else {
                decode(id, key, problems).ifPresent(found -> keys.put(id, found));
            }
        });
        String active = properties.active().isBlank() && told.size() == 1
                ? told.keySet().iterator().next()
                : properties.active();
        if (told.size() > 1 && active.isBlank()) {
            problems.add("ключей несколько, а polisflow.encryption.active не говорит, каким шифровать новые файлы");
        } else if (!active.isBlank() && !told.containsKey(active)) {
            problems.add("polisflow.encryption.active называет ключ «" + active + "», которого нет в " + SETTING);
        }
        if (!problems.isEmpty()) {
            throw new EncryptionKeysException(problems);
        }
        return new EncryptionKeys(keys, active.isBlank() ? null : active);
    }

    private static Optional<SecretKey> decode(String id, String key, List<String> problems) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException e) {
            problems.add(SETTING + "." + id + ": не Base64");
            return Optional.empty();
        }
        if (bytes.length != KEY_BYTES) {
            problems.add(SETTING + "." + id + ": нужно 32 байта в Base64, а их " + bytes.length);
            return Optional.empty();
        }
        if (new String(bytes, StandardCharsets.ISO_8859_1).chars().distinct().count() < FEWEST_DIFFERENT_BYTES) {
            problems.add(SETTING + "." + id + ": не случайный ключ, создайте его: openssl rand -base64 32");
            return Optional.empty();
        }
        return Optional.of(new SecretKeySpec(bytes, "AES"));
    }

    /** @return id of the key for new files, or empty when files are stored as they are */
    public Optional<String> active() {
        return Optional.ofNullable(active);
    }

    public Set<String> ids() {
        return keys.keySet();
    }

    Optional<SecretKey> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** @return what tells this key from another, and nothing of it */
    String fingerprint(String id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.get(id));
            return HexFormat.of().formatHex(mac.doFinal("polisflow file key".getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
