package planted.twomodels.process.deal;

/** A breach planted for ArchitectureTest. */
public class Deal {}
