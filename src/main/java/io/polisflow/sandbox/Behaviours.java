package io.polisflow.sandbox;

import io.polisflow.sandbox.Behaviour.HookManner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Remembers how each simulated system behaves, over a restart too; on a fresh machine all of them are well. */
@Component
@Profile("sandbox & !production")
public class Behaviours {

    /** Every system that the sandbox simulates, by its short name in {@code /sandbox/{system}}. */
    static final List<String> SYSTEMS = List.of("registry", "underwriting", "telephony", "edo", "policy", "mail");

    /** Those of them that tell the insurer of events by themselves. */
    static final List<String> SENDING = List.of("telephony", "edo", "policy");

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(2);
    private static final int ALL = 100;

    /** Name of this memory in the {@link SandboxState}. */
    private static final String STATE = "behaviour";

    private final Map<String, Spell> spells = new HashMap<>();
    private final ApplicationEventPublisher events;
    private final SandboxState state;
    private final Clock clock;
    private final Duration slowDelay;

    Behaviours(
            ApplicationEventPublisher events,
            SandboxState state,
            Clock clock,
            @Value("${polisflow.sandbox.slow-delay:20s}") Duration slowDelay) {
        if (slowDelay.isNegative() || slowDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "polisflow.sandbox.slow-delay must lie between 0 and " + LONGEST_DELAY + ", not " + slowDelay);
        }
        this.events = events;
        this.state = state;
        this.clock = clock;
        this.slowDelay = slowDelay;
        for (Kept kept : state.kept(STATE, Kept.class)) {
            if (kept.isSane()) {
                spells.put(kept.system(), new Spell(kept, clock.instant()));
            }
        }
    }

    /** A behaviour as it outlives a restart. */
    record Kept(String system, Behaviour behaviour, Instant began, int treated) {

        /** An older Polisflow may have known other systems and faults. */
        private boolean isSane() {
            return SYSTEMS.contains(system)
                    && began != null
                    && behaviour != null
                    && behaviour.mode() != null
                    && (behaviour.fault() == null
                            || Faults.find(system, behaviour.fault()).isPresent());
        }
    }

    /** A behaviour from when it was switched on, with what is left of it. */
    private static final class Spell {

        private final Behaviour behaviour;
        private final Instant switchedAt;
        private final long began;
        private int treated;
        private int share;

        Spell(Kept kept, Instant now) {
            this.behaviour = kept.behaviour();
            this.switchedAt = kept.began();
            this.treated = kept.treated();
            this.began = System.nanoTime()
                    - Math.max(0, Duration.between(kept.began(), now).toNanos());
        }

        /** @return calls or seconds until it is over, null when it has no end */
        Integer left() {
            if (behaviour.limit() == null) {
                return null;
            }
            if (countsCalls()) {
                return Math.max(0, behaviour.limit().calls() - treated);
            }
            long nanos = TimeUnit.SECONDS.toNanos(behaviour.limit().seconds()) - (System.nanoTime() - began);
            return (int) Math.max(0, -Math.floorDiv(-nanos, TimeUnit.SECONDS.toNanos(1)));
        }

        boolean countsCalls() {
            return behaviour.limit() != null && behaviour.limit().calls() != null;
        }

        boolean over() {
            Integer left = left();
            return left != null && left == 0;
        }

        /** Spreads a share evenly, so that three of ten are three of every ten. */
        boolean treatsNext() {
            share += behaviour.percent() == null ? ALL : behaviour.percent();
            if (share < ALL) {
                return false;
            }
            share -= ALL;
            treated++;
            return true;
        }
    }

    /** How one call is treated; {@code spell} tells whether the system was switched since. */
    record Turn(String system, Behaviour behaviour, Object spell) {}

    /** @param left calls or seconds until the system is well again, null when it is not limited */
    record Now(Behaviour behaviour, Integer left) {}

    /**
     * @param system one of the six simulated systems
     * @return its current mode
     * @throws IllegalArgumentException when there is no such system
     */
    public Mode of(String system) {
        return now(system).behaviour().mode();
    }

    /** @throws IllegalArgumentException when there is no such system */
    Now now(String system) {
        synchronized (spells) {
            return current(system)
                    .map(spell -> new Now(spell.behaviour, spell.left()))
                    .orElse(new Now(Behaviour.WELL, null));
        }
    }

    /**
     * Switches a system and publishes {@link BehaviourChanged}, also when the mode stays what it was.
     *
     * @throws IllegalArgumentException when there is no such system
     */
    public void set(String system, Mode mode) {
        set(system, Behaviour.of(mode));
    }

    /** Switches a system; its counts of calls and seconds begin anew. */
    void set(String system, Behaviour behaviour) {
        Instant now = clock.instant();
        synchronized (spells) {
            spells.put(known(system), new Spell(new Kept(system, behaviour, now, 0), now));
            keep(system);
            spells.notifyAll();
        }
        events.publishEvent(new BehaviourChanged(system, behaviour.mode()));
    }

    /**
     * Decides about one call and counts it.
     *
     * @param concerned whether such a call is meant by a behaviour at all; one that is not goes well and is not counted
     */
    Turn next(String system, Predicate<Behaviour> concerned) {
        synchronized (spells) {
            Optional<Spell> spell = current(system);
            boolean treated = spell.isPresent()
                    && spell.get().behaviour.troublesCallers()
                    && concerned.test(spell.get().behaviour)
                    && spell.get().treatsNext();
            if (treated && spell.get().countsCalls()) {
                keep(system);
            }
            return new Turn(system, treated ? spell.get().behaviour : Behaviour.WELL, spells.get(system));
        }
    }

    private void keep(String system) {
        Spell spell = spells.get(system);
        state.keep(STATE, system, new Kept(system, spell.behaviour, spell.switchedAt, spell.treated));
    }

    /** @return how the system's webhooks come, or nothing when they come as they should */
    Optional<HookManner> hooks(String system) {
        return Optional.ofNullable(now(system).behaviour().hooks());
    }

    /**
     * Holds a caller back as long as his turn demands, {@code polisflow.sandbox.slow-delay} when a slow system has no delay
     * of its own.
     */
    void dawdle(Turn turn) throws InterruptedException {
        Integer own = turn.behaviour().delay();
        long millis = own != null ? own : turn.behaviour().mode() == Mode.SLOW ? slowDelay.toMillis() : 0;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (spells) {
            // Switching the system frees those who wait, so nobody sits out a delay that is over.
            for (long left = millis;
                    left > 0 && spells.get(turn.system()) == turn.spell();
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                spells.wait(left);
            }
        }
    }

    private Optional<Spell> current(String system) {
        return Optional.ofNullable(spells.get(known(system))).filter(spell -> !spell.over());
    }

    private static String known(String system) {
        if (!SYSTEMS.contains(system)) {
            throw new IllegalArgumentException("no such simulated system: " + system);
        }
        return system;
    }
}
