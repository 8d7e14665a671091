package planted.upward.integration.registry;

import planted.upward.process.deal.Deal;

/** A breach planted for ArchitectureTest. */
class Registry {
    Deal deal;
}
