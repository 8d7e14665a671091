package io.polisflow.process.sla.board;

import io.polisflow.process.sla.DeadlineMark;
import io.polisflow.process.sla.DeadlineState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which open deadlines are meant.
 *
 * @param cuts what each is to be, {@link Cut#NONE} for having none; absent ones do not matter
 * @param state null for any
 * @param mark null for any
 * @param find a part of the deal's number, the client's or the task's name; null or blank for any
 */
public record BoardFilter(Kind kind, Map<Cut, String> cuts, DeadlineState state, DeadlineMark mark, String find) {

    /** What has a deadline. */
    public enum Kind {
        TASK("Задачи"),
        STAGE("Этапы"),
        DEAL("Сделки");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public BoardFilter {
        Map<Cut, String> plain = new EnumMap<>(Cut.class);
        cuts.forEach((cut, value) -> {
            String cleaned = clean(value);
            if (cleaned != null) {
                plain.put(cut, cleaned);
            }
        });
        cuts = Collections.unmodifiableMap(plain);
        find = clean(find);
    }

    /** All deadlines of that kind. */
    public static BoardFilter of(Kind kind) {
        return new BoardFilter(kind, Map.of(), null, null, null);
    }

    /** The same, however they stand. */
    BoardFilter inAnyState() {
        return new BoardFilter(kind, cuts, null, null, find);
    }

    /** PostgreSQL takes no NUL in a text, and no name has a control character. */
    private static String clean(String text) {
        String plain = text == null ? "" : text.replaceAll("\\p{Cntrl}", "").strip();
        return plain.isEmpty() ? null : plain;
    }
}
