package planted.crmcycle.crm.deal;

import planted.crmcycle.crm.client.Client;

/** A breach planted for ArchitectureTest. */
public class Deal {
    Client client;
}
