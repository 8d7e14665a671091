package planted.webinside.integration.mail;

/** A breach planted for ArchitectureTest. */
public class Mail {}
