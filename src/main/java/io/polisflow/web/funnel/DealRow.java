package io.polisflow.web.funnel;

/**
 * A deal as a card of the board and a row of the list show it: text ready to print.
 *
 * @param kind «Продление», or null for a new sale
 * @param owner null where all are one manager's
 * @param premium null before there is a proposal
 * @param expected null when there is no premium or the deal is over
 * @param days how long it is at its stage
 * @param next null when the deal is over
 * @param moves codes of the stages to which the signed-on person may move it, parted by blanks; null when they may do nothing with it
 * @param settling whether a pause is still taking hold, so that the board will look again
 */
record DealRow(
        String number,
        long clientId,
        String client,
        String kind,
        String stage,
        String owner,
        String premium,
        String expected,
        String days,
        Next next,
        String openedAt,
        String moves,
        boolean settling) {

    /**
     * What is to happen next.
     *
     * @param icon name of a sign
     * @param when null when nobody has set a time
     * @param who null when the deal's own manager is to do it
     * @param missing whether nobody has anything to do on the deal
     */
    record Next(String icon, String what, String when, String who, boolean late, boolean missing) {}
}
