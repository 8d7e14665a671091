package io.polisflow.crm.template;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A paragraph, heading or block of a filled-in wording; its texts are plain, whoever shows them escapes them.
 *
 * @param block key of the block's field, else null
 */
public record Part(Kind kind, List<Line> lines, String block) {

    /** What a part is; {@code SUBHEADING} stands under {@code HEADING}. */
    public enum Kind {
        HEADING,
        SUBHEADING,
        PARAGRAPH,
        BLOCK
    }

    /** A line between two line breaks. */
    public record Line(List<Run> runs) {

        public String text() {
            return runs.stream().map(Run::text).collect(Collectors.joining());
        }
    }

    /** A stretch of text in one weight. */
    public record Run(String text, boolean bold) {}

    /** @return without weights, lines divided by line breaks */
    public String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    /** @return for templates, which compare no enums */
    public boolean is(String name) {
        return kind.name().equals(name);
    }
}
