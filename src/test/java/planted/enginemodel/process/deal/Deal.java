package planted.enginemodel.process.deal;

/** A breach planted for ArchitectureTest. */
public class Deal {}
