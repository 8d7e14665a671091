package io.polisflow.process.sla.board;

import java.util.Set;

/**
 * Whose work somebody may see: all of it, or that of some branches and what belongs to none.
 *
 * @param branches codes; null for all work
 */
public record Sight(Set<String> branches) {

    public static final Sight ALL = new Sight(null);

    public boolean all() {
        return branches == null;
    }
}
