package io.polisflow.process.models.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what somebody who mistyped a name may have meant. */
public final class Likeness {

    private Likeness() {}

    /** @return «Возможно, имелось в виду …» to begin a remedy with, or nothing when no known name is near */
    static String hint(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 4))
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> "Возможно, имелось в виду «" + candidate + "». ")
                .orElse("");
    }

    /** Levenshtein's distance without regard to case. */
    public static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
