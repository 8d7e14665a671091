package io.polisflow.crm.letter;

import io.polisflow.crm.template.Wording;
import java.util.Map;

/** Fills in a letter as it is worded today and puts it into the company's letter frame. */
public interface LetterTemplates {

    /**
     * @param code of the letter's template, e.g. {@code request-confirmation}
     * @param model plain values by name; the template escapes them
     * @throws IllegalArgumentException when there is no such template
     */
    RenderedLetter render(String code, Map<String, Object> model);

    /**
     * The same with another wording, to show what it would make.
     *
     * @throws io.polisflow.crm.RefusedException when the wording cannot be read
     */
    RenderedLetter render(String code, Wording wording, Map<String, Object> model);

    /**
     * The HTML part for a text that a person edited, in the company's letter frame.
     *
     * @param text plain text, paragraphs divided by blank lines
     */
    String frame(String subject, String text);

    /** @param html the whole HTML part */
    record RenderedLetter(String subject, String text, String html) {}
}
