package io.polisflow.process.models.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody probably meant who misspelt a name. */
final class Nearest {

    private Nearest() {}

    /** @return the most similar name, if any is similar enough to be meant */
    static Optional<String> to(String word, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(word, name)))
                .filter(name -> distance(word, name) <= Math.max(2, Math.max(word.length(), name.length()) * 2 / 5));
    }

    /** @return « Похоже на «…».», else the names there are, as the second half of a message */
    static String hint(String word, Collection<String> names) {
        return to(word, names)
                .map(name -> "похоже на «" + name + "»")
                .orElseGet(() -> names.isEmpty()
                        ? "здесь нет ничего"
                        : names.stream()
                                .distinct()
                                .sorted()
                                .map(name -> "«" + name + "»")
                                .collect(Collectors.joining(", ", "есть ", "")));
    }

    /** Levenshtein's, whatever the case of the letters. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
