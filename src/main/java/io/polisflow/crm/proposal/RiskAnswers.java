package io.polisflow.crm.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Puts the answers of a form that was opened earlier into the order in which the catalogue asks now. */
final class RiskAnswers {

    private RiskAnswers() {}

    /**
     * @param asked titles as the catalogue asks now
     * @param titles as the form showed them, one for each value; null where it did not tell
     * @return a value for each title asked; the values as they came when their number does not fit
     */
    static List<String> inOrder(List<String> asked, List<String> titles, List<String> values) {
        Map<String, String> known = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (asked.contains(titles.get(i))) {
                known.put(titles.get(i), values.get(i));
            } else {
                others.add(values.get(i));
            }
        }
        if (known.size() + others.size() != asked.size()) {
            return values;
        }
        // What was reworded meanwhile keeps its turn among those that were.
        Iterator<String> reworded = others.iterator();
        List<String> ordered = new ArrayList<>();
        asked.forEach(title -> ordered.add(known.containsKey(title) ? known.get(title) : reworded.next()));
        return ordered;
    }
}
