package io.polisflow.process.models.scenario;

import io.polisflow.process.models.gate.Likeness;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody probably meant who misspelt a name. */
final class Nearest {

    private Nearest() {}

    /** @return the most similar name, if any is similar enough to be meant */
    static Optional<String> to(String word, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> Likeness.distance(word, name)))
                .filter(name ->
                        Likeness.distance(word, name) <= Math.max(2, Math.max(word.length(), name.length()) * 2 / 5));
    }

    /** @return the most similar name, else all there are, as the second half of a message */
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
}
