package planted.insider.sandbox;

import planted.insider.crm.deal.Deal;

/** A breach planted for ArchitectureTest. */
class Server {
    Deal deal;
}
