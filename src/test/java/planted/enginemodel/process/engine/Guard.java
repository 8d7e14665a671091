package planted.enginemodel.process.engine;

import planted.enginemodel.process.deal.Deal;

/** A breach planted for ArchitectureTest. */
class Guard {
    Deal deal;
}
