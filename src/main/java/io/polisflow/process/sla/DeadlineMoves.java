package io.polisflow.process.sla;

import java.util.List;

/**
 * What a change of a table, a calendar or a priority moves.
 *
 * @param open how many deadlines were counted anew, without those whose date is fixed
 * @param becomeOverdue in time as it was, late as it would be
 * @param noLongerOverdue late as it was, in time as it would be
 * @param withoutRow for how many of the open ones the table would have no row, so that the default stands in
 * @param parts those with a move by process and group, in their order
 */
public record DeadlineMoves(
        int open, int earlier, int later, int becomeOverdue, int noLongerOverdue, int withoutRow, List<Part> parts) {

    /**
     * @param process key of the model; null for stages and deals
     * @param group to whom the tasks are offered, null when to nobody in particular
     */
    public record Part(String process, String group, int earlier, int later, int becomeOverdue, int noLongerOverdue) {

        public int moved() {
            return earlier + later;
        }
    }

    public int moved() {
        return earlier + later;
    }
}
