package planted.outside.misc;

/** A breach planted for ArchitectureTest. */
class Stray {}
