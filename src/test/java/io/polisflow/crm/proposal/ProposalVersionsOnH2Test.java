package io.polisflow.crm.proposal;

/** Proposals as a fresh machine keeps them. */
class ProposalVersionsOnH2Test extends ProposalVersionsTest {}
