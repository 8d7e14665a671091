package io.polisflow.crm;

import java.io.Serial;
import java.util.NoSuchElementException;

/** For whoever asks there is no such thing: it does not exist, or it is not for them to see. */
public class UnseenException extends NoSuchElementException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message Russian sentence for the user, the same in both cases */
    public UnseenException(String message) {
        super(message);
    }
}
