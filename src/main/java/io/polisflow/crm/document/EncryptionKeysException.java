package io.polisflow.crm.document;

import java.io.Serial;
import java.util.List;

/** The keys for stored files are not as they must be; each problem is a Russian sentence that names a setting and no key. */
public class EncryptionKeysException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    EncryptionKeysException(List<String> problems) {
        super("Ключи шифрования файлов: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    static EncryptionKeysException none() {
        return new EncryptionKeysException(List.of(
                "не задан ни один ключ: polisflow.encryption.keys.<имя>, 32 байта в Base64 (openssl rand -base64 32)"));
    }

    public List<String> problems() {
        return problems;
    }
}
