package io.polisflow.crm.letter;

import java.util.Map;

/** Fills in a letter that an analyst wrote as {@code templates/letters/<code>.html} with a text part beside it. */
public interface LetterTemplates {

    /**
     * @param code file stem, e.g. {@code request-confirmation}
     * @param model plain values by name; the template escapes them
     * @throws IllegalArgumentException when there is no such template
     */
    RenderedLetter render(String code, Map<String, Object> model);

    /**
     * The HTML part for a text that a person edited, in the company's letter frame.
     *
     * @param text plain text, paragraphs divided by blank lines
     */
    String frame(String subject, String text);

    /** @param html the whole HTML part */
    record RenderedLetter(String subject, String text, String html) {}
}
