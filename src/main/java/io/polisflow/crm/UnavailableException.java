package io.polisflow.crm;

import java.io.Serial;

/** An outside system gave no usable answer (down, slow, garbage): a fault that the engine retries, never a business answer. */
public class UnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String system;

    /** @param system the system's short name as in {@code /sandbox/{system}}, e.g. {@code registry} */
    public UnavailableException(String system, String message, Throwable cause) {
        super(system + ": " + message, cause);
        this.system = system;
    }

    public String system() {
        return system;
    }
}
