package planted.webinside.web;

import planted.webinside.integration.mail.Mail;

/** A breach planted for ArchitectureTest. */
class Page {
    Mail mail;
}
