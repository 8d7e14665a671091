package io.polisflow.crm.telephony;

import io.polisflow.crm.telephony.CallRecord.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The legs of one call, each where its step of the highest number says, however the steps came: what comes late with a lower
 * number changes nothing.
 *
 * <p>A call that a queue hands round or a colleague passes on has a leg for each telephone.
 */
final class CallLegs {

    /** Later legs come last; of two at one moment always the same one. */
    private static final Comparator<CallEvent> IN_TIME =
            Comparator.comparing(CallEvent::happenedAt).thenComparing(CallEvent::leg);

    private final List<CallEvent> steps;
    private final Map<String, CallEvent> newest = new HashMap<>();
    private final Map<String, String> extensions = new HashMap<>();

    /** @param events of one call; its summary is no step */
    CallLegs(List<CallEvent> events) {
        steps = events.stream().filter(event -> !event.isSummary()).toList();
        steps.forEach(
                step -> newest.merge(step.leg(), step, (known, other) -> other.seq() > known.seq() ? other : known));
        steps.stream()
                .filter(step -> step.extension() != null)
                .sorted(Comparator.comparing(CallEvent::seq))
                .forEach(step -> extensions.put(step.leg(), step.extension()));
    }

    /** Where the whole call is. */
    State state() {
        boolean talked = steps.stream().anyMatch(step -> step.state() == State.TALKING);
        if (isAny(State.TALKING)) {
            return State.TALKING;
        }
        return isAny(State.RINGING) && !talked ? State.RINGING : State.OVER;
    }

    private boolean isAny(State state) {
        return newest.values().stream().anyMatch(step -> step.state() == state);
    }

    /** @return the inner number where they talk, else where they have talked last, where it rings last, or rang last; may be null */
    String desk() {
        return Stream.of(
                        lastOf(newest.values().stream().filter(step -> step.state() == State.TALKING)),
                        lastOf(steps.stream().filter(step -> step.state() == State.TALKING)),
                        lastOf(newest.values().stream().filter(step -> step.state() == State.RINGING)),
                        lastOf(newest.values().stream()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String lastOf(Stream<CallEvent> legs) {
        return legs.filter(step -> extensions.containsKey(step.leg()))
                .max(IN_TIME)
                .map(step -> extensions.get(step.leg()))
                .orElse(null);
    }

    /** @return whether it rings or is talked on at that inner number, empty when neither */
    Optional<State> at(String extension) {
        return Stream.of(State.TALKING, State.RINGING)
                .filter(state -> newest.values().stream()
                        .anyMatch(step -> step.state() == state && extension.equals(extensions.get(step.leg()))))
                .findFirst();
    }
}
