package io.polisflow.crm.document;

import io.polisflow.crm.ConflictException;
import java.io.Serial;

/** Somebody asked for a file that is kept apart because it may do harm. */
public class QuarantinedException extends ConflictException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param why in Russian */
    QuarantinedException(String name, String why) {
        super("Файл «%s» в карантине, он сохранён, но не открывается и не пересылается. %s".formatted(name, why));
    }
}
