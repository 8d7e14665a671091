package io.polisflow.security;

import io.polisflow.crm.document.EncryptionKeysException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the keys for stored files, instead of a stack trace. */
class EncryptionKeysFailureAnalyzer extends AbstractFailureAnalyzer<EncryptionKeysException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EncryptionKeysException cause) {
        return new FailureAnalysis(
                "Ключи шифрования файлов заданы неверно:\n  - " + String.join("\n  - ", cause.problems()),
                "Без верных ключей файлы и записи разговоров не открыть, поэтому приложение не запущено. "
                        + "См. README, «Encryption at rest».",
                cause);
    }
}
