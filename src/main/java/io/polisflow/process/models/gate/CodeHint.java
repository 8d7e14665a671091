package io.polisflow.process.models.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Says which codes there are when one is wrong, those that begin like it first. */
final class CodeHint {

    private static final int MOST_LISTED = 12;

    private CodeHint() {}

    /** @return a Russian sentence */
    static String remedy(String wrong, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt((String code) -> -commonStart(wrong, code))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST_LISTED)
                .collect(Collectors.joining(", ", "Есть: ", known.size() > MOST_LISTED ? " и другие." : "."));
    }

    private static int commonStart(String one, String other) {
        int length = 0;
        while (length < one.length() && length < other.length() && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }
}
