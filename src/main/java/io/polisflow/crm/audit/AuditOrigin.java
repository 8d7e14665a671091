package io.polisflow.crm.audit;

import java.util.function.Supplier;

/**
 * Tells the audit from where the request at work on this thread came and for whom somebody stands in.
 *
 * <p>Set by the security layer around each request and cleared with it; the engine's own work has none.
 */
public final class AuditOrigin {

    private static final ThreadLocal<AuditOrigin> CURRENT = new ThreadLocal<>();

    private final String address;
    private final Supplier<String> login;
    private String onBehalfOf;

    private AuditOrigin(String address, Supplier<String> login) {
        this.address = address;
        this.login = login;
    }

    /**
     * @param address of the network that the request came from, already without its last part
     * @param login asked when something is written: the signed-on person, or null
     */
    public static void set(String address, Supplier<String> login) {
        CURRENT.set(new AuditOrigin(address, login));
    }

    public static void clear() {
        CURRENT.remove();
    }

    /** From now to the end of the request the person at work does what is another's, being their stand-in; null ends it. */
    public static void actFor(String absent) {
        if (CURRENT.get() != null) {
            CURRENT.get().onBehalfOf = absent;
        }
    }

    /** @return the network as it was set, or null: for work that goes on after the request */
    public static String address() {
        return CURRENT.get() == null ? null : CURRENT.get().address;
    }

    static String login() {
        return CURRENT.get() == null ? null : CURRENT.get().login.get();
    }

    static String onBehalfOf() {
        return CURRENT.get() == null ? null : CURRENT.get().onBehalfOf;
    }
}
