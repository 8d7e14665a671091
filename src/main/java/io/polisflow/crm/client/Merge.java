package io.polisflow.crm.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Brings together what one person typed and what another has written since the first one began.
 *
 * @param writes what is to be written: changed by this person only
 * @param clashes changed by both, and not to the same value
 * @param others changed by somebody else only: it stays
 */
record Merge<F extends EditableField>(Map<F, String> writes, Map<F, Clash> clashes, Map<F, Clash> others) {

    /** One field in its three states, in the text form. */
    record Clash(String base, String theirs, String mine) {}

    /**
     * @param base what was shown as this person began; a field that is not in it was not offered
     * @param typed what came back
     * @param now what the card holds
     * @throws io.polisflow.crm.RefusedException when a changed value cannot be right
     */
    static <F extends EditableField> Merge<F> of(Map<F, String> base, Map<F, String> typed, Function<F, String> now) {
        Merge<F> merge = new Merge<>(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        typed.forEach((field, text) -> {
            if (base.containsKey(field)) {
                merge.take(field, base.get(field), text, now.apply(field));
            }
        });
        return merge;
    }

    private void take(F field, String base, String typed, String theirs) {
        boolean theyChanged = !same(base, theirs);
        if (same(typed, base)) {
            if (theyChanged) {
                others.put(field, new Clash(base, theirs, null));
            }
            return;
        }
        String mine = field.checked(typed);
        if (same(mine, theirs)) {
            return;
        }
        if (theyChanged) {
            clashes.put(field, new Clash(base, theirs, mine));
        } else {
            writes.put(field, mine);
        }
    }

    /** Apart from what a browser's field cannot hold: line ends, blanks at both ends, the difference of nothing and empty. */
    private static boolean same(String one, String other) {
        return Objects.equals(plain(one), plain(other));
    }

    private static String plain(String text) {
        return text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
