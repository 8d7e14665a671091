package io.polisflow.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** The median of what several rounds gave, and how far they lie apart. */
public record Figures(double median, double least, double greatest) {

    /** @throws IllegalArgumentException when nothing was measured */
    public static Figures of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int last = sorted.size() - 1;
        return new Figures((sorted.get(last / 2) + sorted.get((last + 1) / 2)) / 2, sorted.get(0), sorted.get(last));
    }

    /** A figure that is known beforehand, such as a limit. */
    public static Figures known(double value) {
        return new Figures(value, value, value);
    }

    /** Round by round, so that what disturbs both sides of a round disturbs their ratio least. */
    static Figures ratio(List<Double> ours, List<Double> theirs) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(ours.get(round) / theirs.get(round));
        }
        return of(ratios);
    }

    static List<Double> each(List<Double> values, DoubleUnaryOperator conversion) {
        return values.stream().map(conversion::applyAsDouble).toList();
    }

    /** @return «1.23 (1.10–1.40)», with as many digits as the size of the figure deserves */
    String text() {
        return least == greatest
                ? digits(median)
                : digits(median) + " (" + digits(least) + "–" + digits(greatest) + ")";
    }

    static String digits(double value) {
        String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, Math.abs(value) < 0.095 && value != 0 ? "%.4f" : format, value);
    }
}
