package io.polisflow.process.models.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds for steps that a new version lacks the ones that probably took their place: of the same kind, alike in label, between the
 * same neighbours.
 */
final class StepSuggestions {

    private static final double LABEL = 0.6;
    private static final double POSITION = 0.4;

    /** Below it a person would not take the two for the same step. */
    private static final double LEAST = 0.5;

    private StepSuggestions() {}

    private record Pair(ModelStep source, ModelStep target, double likeness) {}

    /**
     * @param settled source → target of the steps that need no suggestion
     * @param possible whether the engine takes a mapping as a whole
     * @return the settled pairs and the suggested ones, each target once
     */
    static Map<String, String> complete(
            List<ModelStep> sources,
            List<ModelStep> targets,
            Map<String, String> settled,
            Predicate<Map<String, String>> possible) {
        Map<String, String> mapping = new LinkedHashMap<>(settled);
        Set<String> taken = new HashSet<>(settled.values());
        for (Pair pair : pairs(sources, targets, settled)) {
            if (mapping.containsKey(pair.source().id())
                    || taken.contains(pair.target().id())) {
                continue;
            }
            Map<String, String> tried = new LinkedHashMap<>(mapping);
            tried.put(pair.source().id(), pair.target().id());
            if (possible.test(tried)) {
                mapping = tried;
                taken.add(pair.target().id());
            }
        }
        return mapping;
    }

    /** What holds others comes first, as these can only follow; what waits beside a step comes behind it. */
    private static List<Pair> pairs(List<ModelStep> sources, List<ModelStep> targets, Map<String, String> settled) {
        List<Pair> pairs = new ArrayList<>();
        for (ModelStep source : sources) {
            if (!settled.containsKey(source.id())) {
                targets.stream()
                        .filter(target -> target.type().equals(source.type()))
                        .map(target -> new Pair(source, target, likeness(source, target)))
                        .filter(pair -> pair.likeness() >= LEAST)
                        .forEach(pairs::add);
            }
        }
        pairs.sort(Comparator.<Pair>comparingInt(pair -> pair.source().depth())
                .thenComparing(pair -> pair.source().trigger())
                .thenComparing(Pair::likeness, Comparator.reverseOrder()));
        return pairs;
    }

    /** @return from 0 for nothing in common to 1 for the same */
    static double likeness(ModelStep one, ModelStep other) {
        if (one.id().equals(other.id())) {
            return 1;
        }
        return LABEL * alike(letterPairs(one.name()), letterPairs(other.name()))
                + POSITION * alike(one.neighbours(), other.neighbours());
    }

    /** Dice's coefficient: twice what both have by what each has. */
    private static double alike(Set<String> one, Set<String> other) {
        if (one.isEmpty() && other.isEmpty()) {
            return 0;
        }
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return 2.0 * both.size() / (one.size() + other.size());
    }

    private static Set<String> letterPairs(String label) {
        String letters = label.toLowerCase(Locale.ROOT).replace('ё', 'е').replaceAll("[^\\p{L}\\p{N}]+", " ");
        Set<String> pairs = new HashSet<>();
        for (String word : letters.strip().split(" ")) {
            for (int i = 0; i + 1 < word.length(); i++) {
                pairs.add(word.substring(i, i + 2));
            }
        }
        return pairs;
    }
}
