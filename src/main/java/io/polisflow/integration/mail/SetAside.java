package io.polisflow.integration.mail;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The letters that could not be taken: none is lost, but each is tried ever more rarely and after all the others, so that one
 * at which the server hangs up holds up nobody.
 */
class SetAside {

    private static final int LONGEST_PAUSE = 31;

    private final Map<String, Failing> letters = new HashMap<>();

    private static final class Failing {
        private int pause;
        private int left;
    }

    /** @return whether the letter failed before, so that it comes after those that did not */
    boolean holds(String letter) {
        return letters.containsKey(letter);
    }

    /** To be asked once in each round. */
    boolean isDue(String letter) {
        Failing failing = letters.get(letter);
        if (failing == null || failing.left == 0) {
            return true;
        }
        failing.left--;
        return false;
    }

    /** @return whether it is the first time */
    boolean failed(String letter) {
        Failing failing = letters.get(letter);
        if (failing == null) {
            letters.put(letter, new Failing());
            return true;
        }
        failing.pause = Math.min(failing.pause * 2 + 1, LONGEST_PAUSE);
        failing.left = failing.pause;
        return false;
    }

    void taken(String letter) {
        letters.remove(letter);
    }

    /** What somebody has removed from the mailbox by hand is forgotten. */
    void keepOnly(Collection<String> present) {
        letters.keySet().retainAll(present);
    }
}
