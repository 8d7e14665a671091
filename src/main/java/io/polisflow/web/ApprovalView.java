package io.polisflow.web;

import java.time.Instant;
import java.util.List;

/**
 * How far the approval of a proposal version is, for the API, the tracker and server-sent events.
 *
 * @param state the version's state, e.g. {@code ON_APPROVAL}
 * @param stateLabel the same in Russian
 */
public record ApprovalView(
        long proposalId, String number, int version, String state, String stateLabel, List<Step> steps) {

    /**
     * @param role {@code underwriter}, {@code lawyer} or {@code head}
     * @param title what the approver answers for, in Russian
     * @param state e.g. {@code OPEN}; {@code stateLabel} the same in Russian
     * @param approver user id of who decided, or null; {@code approverName} their full name
     * @param decidedAt null until decided; {@code dueAt} null until the step's turn comes
     */
    public record Step(
            int position,
            String role,
            String roleLabel,
            String title,
            String state,
            String stateLabel,
            String approver,
            String approverName,
            Instant decidedAt,
            String decidedAtText,
            String comment,
            Instant dueAt,
            String dueAtText) {}
}
