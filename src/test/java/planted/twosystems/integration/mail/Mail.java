package planted.twosystems.integration.mail;

/** A breach planted for ArchitectureTest. */
public class Mail {}
