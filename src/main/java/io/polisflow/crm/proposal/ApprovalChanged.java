package io.polisflow.crm.proposal;

/**
 * Published when an approval moved on, for those who watch it.
 *
 * @param proposalId the version under approval
 */
public record ApprovalChanged(long proposalId) {}
