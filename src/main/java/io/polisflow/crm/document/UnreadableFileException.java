package io.polisflow.crm.document;

import java.io.Serial;

/** A stored file cannot be given out: its key is not here, or its bytes are not those that were stored. */
public class UnreadableFileException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final long fileId;
    private final boolean damaged;

    private UnreadableFileException(long fileId, boolean damaged, String message, Throwable cause) {
        super(message, cause);
        this.fileId = fileId;
        this.damaged = damaged;
    }

    static UnreadableFileException noKey(long fileId, String keyId) {
        return new UnreadableFileException(
                fileId,
                false,
                "Файл № " + fileId + " зашифрован ключом «" + keyId
                        + "», которого на сервере нет. Администратор должен вернуть ключ в настройки.",
                null);
    }

    static UnreadableFileException wrongKey(long fileId, String keyId, Throwable cause) {
        return new UnreadableFileException(
                fileId,
                true,
                "Файл № " + fileId + " не открывается ключом «" + keyId
                        + "»: ключ другой или запись о файле изменена. Сообщите администратору.",
                cause);
    }

    static UnreadableFileException damaged(long fileId, Throwable cause) {
        return new UnreadableFileException(
                fileId,
                true,
                "Файл № " + fileId + " повреждён или подменён: его содержимое не то, что было сохранено."
                        + " Сообщите администратору.",
                cause);
    }

    public long fileId() {
        return fileId;
    }

    /** @return false when the file is whole and only its key is missing */
    public boolean isDamaged() {
        return damaged;
    }
}
