package io.polisflow.crm.calendar;

/** What was counted by a calendar and moves with it: told in the transaction of the change, and asked before. */
public interface CalendarDependents {

    /**
     * What a change would move; changes nothing.
     *
     * @param calendar the code by which it was counted
     * @param changed the calendar as it would be
     */
    Moves preview(String calendar, WorkingTime changed);

    /** Counts everything anew by the calendar, which {@link WorkingCalendars#of} already gives as it was changed. */
    void follow(String calendar);

    /**
     * @param earlier how many open deadlines come earlier
     * @param later how many come later
     * @param becomeOverdue how many of those that come earlier are then passed
     * @param total how many are open
     */
    record Moves(int earlier, int later, int becomeOverdue, int total) {

        public static final Moves NONE = new Moves(0, 0, 0, 0);

        public int moved() {
            return earlier + later;
        }

        public Moves plus(Moves other) {
            return new Moves(
                    earlier + other.earlier,
                    later + other.later,
                    becomeOverdue + other.becomeOverdue,
                    total + other.total);
        }
    }
}
