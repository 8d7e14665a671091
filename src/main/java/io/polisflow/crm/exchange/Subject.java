package io.polisflow.crm.exchange;

import org.slf4j.MDC;

/**
 * Tells what the running work is about, so that log lines and kept exchanges bear the deal's number.
 *
 * <p>The process engine sets it for its own work and the web layer for requests that name a deal; a service that only
 * learns the deal from an event sets it by {@link #is}, and who received the event clears it.
 */
public final class Subject {

    private static final String KEY = "deal";

    private Subject() {}

    /** @return number of the deal, or of the request or lead before there is one; null when none is known */
    public static String current() {
        return MDC.get(KEY);
    }

    /** @param number of a deal, request or lead */
    public static void is(String number) {
        MDC.put(KEY, number);
    }

    /** To be called when the event has been dealt with. */
    public static void clear() {
        MDC.remove(KEY);
    }
}
