package io.polisflow.crm.client;

import java.util.List;
import java.util.OptionalInt;

/** Tells whether a typed name is another one with typos: a letter wrong, missing, too many or two of them swapped. */
final class Misspelling {

    /** In shorter words another letter makes another word. */
    private static final int SHORTEST = 4;

    private static final int LONG = 8;

    private Misspelling() {}

    /**
     * @param words comparable
     * @param name comparable
     * @param most typos of a word that are forgiven, if it is long enough
     * @return the typos with which each word stands in the name, in whatever order; empty when one does not
     */
    static OptionalInt typos(List<String> words, String name, int most) {
        String[] said = name.split(" ");
        int typos = 0;
        for (String word : words) {
            int allowed = allowed(word, most);
            int best = Integer.MAX_VALUE;
            for (String one : said) {
                best = Math.min(best, typosAs(word, one, allowed));
            }
            if (best > allowed) {
                return OptionalInt.empty();
            }
            typos += best;
        }
        return OptionalInt.of(typos);
    }

    /** @return the typos; where they are more than allowed, as many at least as are missing or too many */
    private static int typosAs(String word, String other, int allowed) {
        if (other.contains(word)) {
            return 0;
        }
        // The length alone tells of most words of a name that they are out of reach.
        int apart = Math.abs(word.length() - other.length());
        return apart > allowed ? apart : distance(word, other);
    }

    /** @return the typos with which the other word may be meant, 0 when the word is a part of it; empty when it may not */
    static OptionalInt meant(String word, String other, int most) {
        int allowed = allowed(word, most);
        int typos = typosAs(word, other, allowed);
        return typos <= allowed ? OptionalInt.of(typos) : OptionalInt.empty();
    }

    /** @return how many typos are forgiven in the word among them that may have most */
    static int allowed(List<String> words) {
        return words.stream().mapToInt(Misspelling::allowed).max().orElse(0);
    }

    /** @return how many typos in the word are forgiven, so many at most */
    static int allowed(String word, int most) {
        return Math.min(allowed(word), most);
    }

    /** None in figures, one more of which makes another number. */
    private static int allowed(String word) {
        if (word.length() < SHORTEST || word.chars().anyMatch(Character::isDigit)) {
            return 0;
        }
        return word.length() < LONG ? 1 : 2;
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int distance(String one, String other) {
        int[][] d = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                char a = one.charAt(i - 1);
                char b = other.charAt(j - 1);
                int replaced = d[i - 1][j - 1] + (a == b ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a == other.charAt(j - 2) && b == one.charAt(i - 2)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[one.length()][other.length()];
    }
}
