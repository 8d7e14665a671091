package io.polisflow.crm.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Compares two wordings line by line, so that a person reads what a version changed. */
public final class WordingDiff {

    private WordingDiff() {}

    /** @param sign «+» added, «−» taken out, blank for what stayed */
    public record Row(String sign, String text) {

        public boolean isAdded() {
            return "+".equals(sign);
        }

        public boolean isRemoved() {
            return "−".equals(sign);
        }
    }

    /** @return all lines in order: by the longest common subsequence, which leaves the fewest changed */
    public static List<Row> between(String before, String after) {
        String[] old = before.split("\n", -1);
        String[] now = after.split("\n", -1);
        int[][] common = new int[old.length + 1][now.length + 1];
        for (int i = 1; i <= old.length; i++) {
            for (int j = 1; j <= now.length; j++) {
                common[i][j] = old[i - 1].equals(now[j - 1])
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        List<Row> rows = new ArrayList<>();
        int i = old.length;
        int j = now.length;
        while (i > 0 || j > 0) {
            if (i > 0 && j > 0 && old[i - 1].equals(now[j - 1])) {
                rows.add(new Row("", now[j - 1]));
                i--;
                j--;
            } else if (j > 0 && (i == 0 || common[i][j - 1] >= common[i - 1][j])) {
                rows.add(new Row("+", now[--j]));
            } else {
                rows.add(new Row("−", old[--i]));
            }
        }
        Collections.reverse(rows);
        return rows;
    }
}
