package planted.modeltoweb.web;

/** A breach planted for ArchitectureTest. */
public class Page {}
