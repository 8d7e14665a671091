package io.polisflow.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Somebody as the company's provider or directory knows them. @param groups of ours only */
record Person(String id, String firstName, String lastName, String email, List<String> groups) {

    /** The engine puts ids into addresses and expressions. */
    static final String LOGIN = "[\\p{L}\\p{N}._@+-]{1,64}";

    /**
     * Which of our groups these are.
     *
     * @param theirs names at the provider, where Keycloak writes a path
     * @param mapping their name → ours
     */
    static List<String> ours(Collection<?> theirs, Map<String, String> mapping) {
        List<String> known = Stream.of(UserGroup.values()).map(UserGroup::id).toList();
        return theirs.stream()
                .map(String::valueOf)
                .map(name -> mapping.getOrDefault(name, name))
                .map(name -> name.startsWith("/") ? mapping.getOrDefault(name.substring(1), name.substring(1)) : name)
                .filter(known::contains)
                .distinct()
                .sorted()
                .toList();
    }
}
