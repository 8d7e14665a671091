package planted.securityweb.web;

/** A breach planted for ArchitectureTest. */
public class Page {}
