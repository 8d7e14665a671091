package io.polisflow.bench.harness;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One line of the report: a figure beside its yardstick's of the same run.
 *
 * @param bench the class that measured it
 * @param what what was done, with its size
 * @param unit of the figures
 * @param yardstick null where a figure stands by itself
 * @param ratio of ours to the yardstick's, round by round
 * @param atLeast what the ratio is to reach; null for none
 * @param atMost what the ratio may not exceed; null for none
 * @param reached whether the median does; null where nothing is demanded
 * @param note what a reader has to know to understand the figures
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Row(
        String bench,
        String what,
        String unit,
        Side ours,
        Side yardstick,
        Figures ratio,
        int rounds,
        Double atLeast,
        Double atMost,
        Boolean reached,
        String note) {

    /**
     * @param cpuJvmMillis CPU of the virtual machines for each unit; null where it was not measured
     * @param cpuDatabaseMillis likewise of PostgreSQL
     * @param p95 of single runs, in milliseconds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Side(String name, Figures figures, Double cpuJvmMillis, Double cpuDatabaseMillis, Double p95) {

        static Side of(Contestant contestant, Unit unit) {
            CpuMeter.Spent spent = contestant.spentForOne();
            return new Side(
                    contestant.name(),
                    Figures.of(unit.of(contestant)),
                    known(spent.jvm() * 1000),
                    known(spent.database() * 1000),
                    unit == Unit.MILLIS ? known(contestant.p95() * 1000) : null);
        }

        /** A side that did not take turns. */
        public static Side of(String name, Figures figures) {
            return new Side(name, figures, null, null, null);
        }

        private static Double known(double value) {
            return Double.isNaN(value) ? null : value;
        }
    }

    /** A row whose sides took turns. */
    public static Row of(Class<?> bench, String what, Unit unit, Contestant ours, Contestant theirs) {
        List<Double> our = unit.of(ours);
        return plain(
                bench,
                what,
                unit,
                Side.of(ours, unit),
                Side.of(theirs, unit),
                Figures.ratio(our, unit.of(theirs)),
                our.size());
    }

    /** A row beside a yardstick that is known and not measured, such as a limit. */
    public static Row of(Class<?> bench, String what, Unit unit, Contestant ours, String limit, double value) {
        List<Double> our = unit.of(ours);
        return plain(
                bench,
                what,
                unit,
                Side.of(ours, unit),
                Side.of(limit, Figures.known(value)),
                Figures.of(Figures.each(our, figure -> figure / value)),
                our.size());
    }

    /** A row whose figures were taken in other ways than by time, in equally many rounds. */
    public static Row of(
            Class<?> bench,
            String what,
            Unit unit,
            String name,
            List<Double> ours,
            String yardstick,
            List<Double> theirs) {
        return plain(
                bench,
                what,
                unit,
                Side.of(name, Figures.of(ours)),
                Side.of(yardstick, Figures.of(theirs)),
                Figures.ratio(ours, theirs),
                ours.size());
    }

    /** A figure by itself. */
    public static Row of(Class<?> bench, String what, Unit unit, String name, List<Double> ours) {
        return plain(bench, what, unit, Side.of(name, Figures.of(ours)), null, null, ours.size());
    }

    private static Row plain(
            Class<?> bench, String what, Unit unit, Side ours, Side yardstick, Figures ratio, int rounds) {
        return new Row(
                bench.getSimpleName(), what, unit.sign(), ours, yardstick, ratio, rounds, null, null, null, null);
    }

    /** The ratio is to reach that. */
    public Row atLeast(double target) {
        return new Row(bench, what, unit, ours, yardstick, ratio, rounds, target, null, ratio.median() >= target, note);
    }

    /** The ratio may not exceed that. */
    public Row atMost(double target) {
        return new Row(bench, what, unit, ours, yardstick, ratio, rounds, null, target, ratio.median() <= target, note);
    }

    public Row note(String text) {
        return new Row(bench, what, unit, ours, yardstick, ratio, rounds, atLeast, atMost, reached, text);
    }

    String target() {
        return atLeast != null ? "≥ " + atLeast : atMost != null ? "≤ " + atMost : "–";
    }
}
