package io.polisflow.process.sla.board;

import java.util.Set;

/**
 * Whose work somebody may see: all of it, or that of some branches.
 *
 * @param branches codes; null for all work, an empty set for none
 */
public record Sight(Set<String> branches) {

    public static final Sight ALL = new Sight(null);

    public boolean all() {
        return branches == null;
    }
}
