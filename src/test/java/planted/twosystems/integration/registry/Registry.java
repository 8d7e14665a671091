package planted.twosystems.integration.registry;

import planted.twosystems.integration.mail.Mail;

/** A breach planted for ArchitectureTest. */
class Registry {
    Mail mail;
}
