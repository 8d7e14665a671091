package io.polisflow.crm.template;

/**
 * The text of a letter or document as a person wrote it, with fields in braces; {@link TextTemplate} reads it.
 *
 * @param subject of a letter, null for a document
 */
public record Wording(String subject, String body) {

    /** Lines that a letter's subject takes in its file. */
    private static final int LINES_BEFORE_BODY = 2;

    /** @param text of a file; a letter's first line is its subject */
    public static Wording read(Template template, String text) {
        String clean = Templates.clean(text).strip();
        if (template.kind() == Template.Kind.DOCUMENT) {
            return new Wording(null, clean);
        }
        int end = clean.indexOf('\n');
        return end < 0
                ? new Wording(clean, "")
                : new Wording(
                        clean.substring(0, end).strip(), clean.substring(end).strip());
    }

    /** @return the text of its file, as {@link #read} takes it in */
    public String written() {
        return (subject == null ? body : subject + "\n\n" + body) + "\n";
    }

    /** @return the file's line in which the body begins, counted from 1 */
    public int firstLineOfBody() {
        return subject == null ? 1 : 1 + LINES_BEFORE_BODY;
    }
}
