package planted.crmcycle.crm.client;

import planted.crmcycle.crm.deal.Deal;

/** A breach planted for ArchitectureTest. */
public class Client {
    Deal deal;
}
