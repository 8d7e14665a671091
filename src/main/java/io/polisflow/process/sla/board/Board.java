package io.polisflow.process.sla.board;

import java.util.List;
import java.util.Map;

/**
 * How open deadlines stand at a moment.
 *
 * @param total of all that were asked for
 * @param lines for each cut one line for each value that occurs, those with most overdue first
 */
public record Board(Figures total, Map<Cut, List<Line>> lines) {

    /**
     * Numbers of open deadlines; each is in exactly one of the four states.
     *
     * @param paused the clock stands still
     * @param notTaken nobody has taken it by the time by which somebody should have
     * @param byDefault no row of the table of deadlines spoke of it
     */
    public record Figures(
            long open, long inTime, long atRisk, long overdue, long paused, long notTaken, long byDefault) {

        static final Figures NOTHING = new Figures(0, 0, 0, 0, 0, 0, 0);

        Figures plus(Figures more) {
            return new Figures(
                    open + more.open,
                    inTime + more.inTime,
                    atRisk + more.atRisk,
                    overdue + more.overdue,
                    paused + more.paused,
                    notTaken + more.notTaken,
                    byDefault + more.byDefault);
        }
    }

    /**
     * @param key what to choose to see these alone, {@link Cut#NONE} where there is none
     * @param name of a step as its model has it; null for what other parts of the CRM name
     */
    public record Line(String key, String name, Figures figures) {}

    public List<Line> by(Cut cut) {
        return lines.getOrDefault(cut, List.of());
    }
}
