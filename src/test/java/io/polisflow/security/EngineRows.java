package io.polisflow.security;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Opens the table of the engine's addresses to tests of other packages. */
public final class EngineRows {

    private EngineRows() {}

    /** @param path as it is asked for @param group null for a user in none */
    public static boolean allows(String method, String path, UserGroup group) {
        return EngineRestTable.allows(
                method, EngineRestAccess.inTable(path), group == null ? List.of() : List.of(group.id()));
    }

    /** @return ids of the groups that may call the address */
    public static String groups(String method, String path) {
        String groups = Arrays.stream(UserGroup.values())
                .filter(group -> allows(method, path, group))
                .map(UserGroup::id)
                .collect(Collectors.joining(" "));
        return groups.isEmpty() ? "nobody" : groups;
    }
}
