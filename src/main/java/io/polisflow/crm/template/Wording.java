package io.polisflow.crm.template;

/**
 * The text of a letter or document as a person wrote it, with fields in braces; {@link TextTemplate} reads it.
 *
 * @param subject of a letter, null for a document
 */
public record Wording(String subject, String body) {}
