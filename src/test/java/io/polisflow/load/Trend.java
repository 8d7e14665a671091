package io.polisflow.load;

import java.util.ArrayList;
import java.util.List;

/** Whether a row of figures grows, by the median of the slopes between any two of them (Theil and Sen), which one odd figure does not bend. */
final class Trend {

    /** With fewer figures anything may be chance. */
    static final int FEWEST = 5;

    private Trend() {}

    /** @return by what share of their median the figures grow from the first to the last; negative when they fall */
    static double growth(List<Double> figures) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            for (int j = i + 1; j < figures.size(); j++) {
                slopes.add((figures.get(j) - figures.get(i)) / (j - i));
            }
        }
        return median(slopes) * (figures.size() - 1) / median(figures);
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
