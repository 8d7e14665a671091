package planted.insider.crm.deal;

/** A breach planted for ArchitectureTest. */
public class Deal {}
