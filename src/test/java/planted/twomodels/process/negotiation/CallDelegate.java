package planted.twomodels.process.negotiation;

import planted.twomodels.process.deal.Deal;

/** A breach planted for ArchitectureTest. */
class CallDelegate {
    Deal deal;
}
