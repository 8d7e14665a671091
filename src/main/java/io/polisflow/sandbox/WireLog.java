package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Remembers what lately went over the wire between the insurer and the simulated systems, newest first. */
@Component
@Profile("sandbox & !production")
class WireLog {

    static final int REMEMBERED = 500;

    /** How far back a question that is asked again and again is looked for. */
    private static final int ASKED_LATELY = 40;

    private final LinkedList<Entry> entries = new LinkedList<>();
    private final List<Consumer<Entry>> readers = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private long lastId;

    WireLog(Clock clock) {
        this.clock = clock;
    }

    /** Who began it. */
    enum Direction {
        /** The insurer asked the system. */
        @JsonProperty("to-system")
        TO_SYSTEM,
        /** The system told the insurer. */
        @JsonProperty("from-system")
        FROM_SYSTEM
    }

    /** One half of an exchange; headers hold no secrets, bodies are cut to {@link WireText#LONGEST} characters. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Half(Map<String, String> headers, String body) {}

    /**
     * @param what e.g. {@code GET /sandbox/registry/api3/req?inn=…}, secrets hidden
     * @param status as the protocol has it, or a Russian sentence when there was no answer
     * @param good whether the asked side did what it was asked
     * @param times how often the very same was asked and answered
     * @param lastAt when for the last time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long id,
            Instant at,
            Instant lastAt,
            String system,
            Direction direction,
            String what,
            String status,
            boolean good,
            long millis,
            int times,
            Half request,
            Half answer,
            @JsonIgnore boolean question) {

        private boolean repeats(Entry other) {
            return question
                    && other.question
                    && system.equals(other.system)
                    && what.equals(other.what)
                    && status.equals(other.status)
                    && Objects.equals(answer.body(), other.answer.body());
        }

        private Entry again(Entry before) {
            return new Entry(
                    before.id,
                    before.at,
                    at,
                    system,
                    direction,
                    what,
                    status,
                    good,
                    millis,
                    before.times + 1,
                    request,
                    answer,
                    true);
        }

        /** The same without headers and bodies. */
        Entry line() {
            return new Entry(
                    id, at, lastAt, system, direction, what, status, good, millis, times, null, null, question);
        }
    }

    /** What happened, before it gets its number. */
    record Happened(
            String system,
            Direction direction,
            String what,
            String status,
            boolean good,
            long millis,
            Half request,
            Half answer,
            boolean question) {}

    /**
     * Adds what happened; a question that only repeats an earlier one with the same answer (a poll) counts that one up.
     */
    synchronized void add(Happened happened) {
        Instant now = clock.instant();
        Entry entry = new Entry(
                lastId + 1,
                now,
                now,
                happened.system(),
                happened.direction(),
                happened.what(),
                happened.status(),
                happened.good(),
                happened.millis(),
                1,
                happened.request(),
                happened.answer(),
                happened.question());
        Entry told = countedUp(entry).orElse(entry);
        if (told == entry) {
            lastId++;
            entries.addFirst(entry);
            if (entries.size() > REMEMBERED) {
                entries.removeLast();
            }
        }
        for (Consumer<Entry> reader : readers) {
            reader.accept(told);
        }
    }

    /** It stays in its place, so that a poll does not push aside what a person looks at. */
    private Optional<Entry> countedUp(Entry entry) {
        int back = 0;
        for (ListIterator<Entry> earlier = entries.listIterator(); earlier.hasNext() && back < ASKED_LATELY; back++) {
            Entry before = earlier.next();
            if (entry.repeats(before)) {
                Entry again = entry.again(before);
                earlier.set(again);
                return Optional.of(again);
            }
        }
        return Optional.empty();
    }

    /** @param system null for all @return newest first */
    synchronized List<Entry> latest(String system, int limit) {
        return entries.stream()
                .filter(entry -> system == null || system.equals(entry.system()))
                .limit(limit)
                .toList();
    }

    synchronized Optional<Entry> find(long id) {
        return entries.stream().filter(entry -> entry.id() == id).findFirst();
    }

    synchronized void clear() {
        entries.clear();
    }

    /** The reader is told each entry on the thread that adds it, so it must not dawdle. */
    void follow(Consumer<Entry> reader) {
        readers.add(reader);
    }
}
