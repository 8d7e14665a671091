package io.polisflow.security;

import java.util.Set;

/** How far the right of a group to some action reaches. */
public enum Reach {
    /** Not at all. */
    NONE("–"),
    /** Objects that are theirs or those of somebody they stand in for, or as a head of their branch. */
    OWN("own"),
    /** Objects that they see at all, see the rule of deals. */
    SEEN("seen"),
    /** Every object. */
    ALL("all");

    private final String label;

    Reach(String label) {
        this.label = label;
    }

    /** As the README's table says it. */
    public String label() {
        return label;
    }

    Given to(UserGroup... groups) {
        return new Given(this, Set.of(groups), false);
    }

    /** Also to users in no group: programs that sign on. */
    Given toPrograms() {
        return new Given(this, Set.of(), true);
    }

    /** A right that some have. */
    record Given(Reach reach, Set<UserGroup> groups, boolean programs) {}
}
