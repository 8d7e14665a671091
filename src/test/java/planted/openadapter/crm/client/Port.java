package planted.openadapter.crm.client;

/** A breach planted for ArchitectureTest. */
public interface Port {}
