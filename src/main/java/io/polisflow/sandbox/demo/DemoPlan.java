package io.polisflow.sandbox.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How far the demo staff take one deal.
 *
 * @param stopAt element of the task that stays open; null when the deal goes on until nobody has anything to do
 * @param talk how the talks end, as the form says it; null to leave the talks open
 * @param objects whether the client objects first
 * @param signs whether the client signs the contract
 * @param coverDays days of cover from tomorrow on, short ones so that a renewal is due soon; 0 for a year
 */
record DemoPlan(String stopAt, String talk, boolean objects, boolean signs, int coverDays) {

    /** Renewal comes 45 days before the end. */
    private static final int RENEWAL_DAYS = 45;

    private static DemoPlan until(String element) {
        return new DemoPlan(element, null, false, false, 0);
    }

    private static DemoPlan talks(String outcome) {
        return new DemoPlan(null, outcome, true, false, 0);
    }

    /** The plans of all deals that come from requests, spread over the funnel, in an order that is the same each time. */
    static List<DemoPlan> all() {
        List<DemoPlan> plans = new ArrayList<>();
        plans.addAll(Collections.nCopies(12, until("Task_AssembleProposal")));
        plans.addAll(Collections.nCopies(12, until("Task_ReviewCalculation")));
        plans.addAll(Collections.nCopies(5, until("Task_CheckTariff")));
        plans.addAll(Collections.nCopies(5, until("proposal-approval:Task_CheckTerms")));
        plans.addAll(Collections.nCopies(4, until("Task_ApproveDiscount")));
        plans.addAll(Collections.nCopies(12, until("Task_TalkToClient")));
        plans.addAll(Collections.nCopies(10, talks("CONTINUE")));
        plans.addAll(Collections.nCopies(4, talks("THINK")));
        plans.addAll(Collections.nCopies(6, talks("PAUSE")));
        plans.addAll(Collections.nCopies(12, talks("REFUSED")));
        plans.addAll(Collections.nCopies(3, new DemoPlan("Task_PrepareContract", "AGREED", false, false, 0)));
        plans.addAll(
                Collections.nCopies(3, new DemoPlan("contract-signing:Task_CheckTerms", "AGREED", true, false, 0)));
        plans.addAll(Collections.nCopies(4, new DemoPlan(null, "AGREED", false, false, 0)));
        plans.addAll(Collections.nCopies(7, new DemoPlan(null, "AGREED", false, true, 0)));
        for (int day : new int[] {0, 0, 0, 1, 2, 3, 4}) {
            plans.add(new DemoPlan(null, "AGREED", true, true, RENEWAL_DAYS + day));
        }
        Collections.shuffle(plans, new Random(1));
        return plans;
    }
}
