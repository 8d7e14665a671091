package io.polisflow.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Remembers how each simulated system behaves; all of them start well. */
@Component
@Profile("sandbox & !production")
public class Behaviours {

    /** Every system that the sandbox simulates, by its short name in {@code /sandbox/{system}}. */
    static final List<String> SYSTEMS = List.of("registry", "underwriting", "telephony", "edo", "policy", "mail");

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(2);

    private final Map<String, Mode> modes = new ConcurrentHashMap<>();
    private final ApplicationEventPublisher events;
    private final Duration slowDelay;

    Behaviours(ApplicationEventPublisher events, @Value("${polisflow.sandbox.slow-delay:20s}") Duration slowDelay) {
        if (slowDelay.isNegative() || slowDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "polisflow.sandbox.slow-delay must lie between 0 and " + LONGEST_DELAY + ", not " + slowDelay);
        }
        this.events = events;
        this.slowDelay = slowDelay;
    }

    /**
     * @param system one of the six simulated systems
     * @return its current mode
     * @throws IllegalArgumentException when there is no such system
     */
    public Mode of(String system) {
        return modes.getOrDefault(known(system), Mode.OK);
    }

    /**
     * Switches a system and publishes {@link BehaviourChanged}, also when the mode stays what it was.
     *
     * @throws IllegalArgumentException when there is no such system
     */
    public void set(String system, Mode mode) {
        synchronized (modes) {
            modes.put(known(system), mode);
            modes.notifyAll();
        }
        events.publishEvent(new BehaviourChanged(system, mode));
    }

    /** Holds a caller back as long as the system is slow, but no longer than {@code polisflow.sandbox.slow-delay}. */
    void dawdle(String system) throws InterruptedException {
        long end = System.nanoTime() + slowDelay.toNanos();
        synchronized (modes) {
            // Switching the system to another mode frees those who wait, so nobody sits out a delay that is over.
            for (long left = slowDelay.toMillis();
                    left > 0 && of(system) == Mode.SLOW;
                    left = (end - System.nanoTime()) / 1_000_000) {
                modes.wait(left);
            }
        }
    }

    private static String known(String system) {
        if (!SYSTEMS.contains(system)) {
            throw new IllegalArgumentException("no such simulated system: " + system);
        }
        return system;
    }
}
