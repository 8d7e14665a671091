package planted.upward.process.deal;

/** A breach planted for ArchitectureTest. */
public class Deal {}
