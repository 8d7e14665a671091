package planted.openadapter.integration.registry;

import planted.openadapter.crm.client.Port;

/** A breach planted for ArchitectureTest. */
public class HttpPort implements Port {}
