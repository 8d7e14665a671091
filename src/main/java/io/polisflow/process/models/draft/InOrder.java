package io.polisflow.process.models.draft;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what has changed its place among things that stay. */
final class InOrder {

    private InOrder() {}

    /** @return of what is in both lists the fewest that must have moved, by the longest common subsequence */
    static Set<String> moved(List<String> before, List<String> after) {
        List<String> old = before.stream().filter(after::contains).toList();
        List<String> now = after.stream().filter(before::contains).toList();
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        Set<String> moved = new HashSet<>(now);
        int i = 0;
        int j = 0;
        while (i < old.size() && j < now.size()) {
            if (old.get(i).equals(now.get(j))) {
                moved.remove(old.get(i));
                i++;
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return moved;
    }
}
