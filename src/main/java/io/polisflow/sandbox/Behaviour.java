package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a simulated system treats its callers: one of the four modes, and what makes it finer.
 *
 * @param fault code of a documented error or of a broken connection, see {@link Faults}; null for none
 * @param delay how long an answer is held back, milliseconds; null for the mode's own
 * @param percent which share of the calls is treated so, the others go well; null for all
 * @param limit after which the system is well again by itself; null for never
 * @param hooks how the system's webhooks arrive; null for at once, one by one and in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Behaviour(
        Mode mode, String fault, Integer delay, Integer percent, @JsonProperty("for") Limit limit, HookManner hooks) {

    static final Behaviour WELL = of(Mode.OK);

    /** One of both: so many treated calls, or so many seconds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Limit(Integer calls, Integer seconds) {}

    /**
     * @param delay how late each event comes, milliseconds; null for at once
     * @param repeat how often each event comes, null for once
     * @param reorder whether of two events the later comes first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HookManner(Integer delay, Integer repeat, Boolean reorder) {}

    static Behaviour of(Mode mode) {
        return new Behaviour(mode, null, null, null, null, null);
    }

    /** @return whether a caller notices anything; late webhooks alone he does not */
    boolean troublesCallers() {
        return mode != Mode.OK || fault != null || delay != null;
    }

    /** @return whether the system is down for everybody until it is switched, so that nothing need listen at all */
    boolean downForAll() {
        return mode == Mode.DOWN && delay == null && percent == null && limit == null;
    }
}
