package io.polisflow.process.models.migration;

import java.util.Locale;
import java.util.Set;

/**
 * A step of a model at which a token can stand or a trigger can wait.
 *
 * @param name its label, or its id when the model gives it none
 * @param type the engine's name of its kind
 * @param scope id of what it lies in; the model's own id at the outermost level
 * @param depth in how many scopes it lies
 * @param trigger whether it waits beside other work: on the edge of a step, or as the beginning of an event subprocess
 * @param body id of the body that the engine gives to what is done several times, or null
 * @param event name of the message or signal that it waits for, or null
 * @param neighbours what stands before and behind it, each within two flows
 */
record ModelStep(
        String id,
        String name,
        String type,
        String scope,
        int depth,
        boolean trigger,
        String body,
        String event,
        Set<String> neighbours) {

    boolean isTimer() {
        return type.toLowerCase(Locale.ROOT).contains("timer");
    }
}
