package io.polisflow.crm.template;

import io.polisflow.crm.template.Part.Kind;
import io.polisflow.crm.template.Part.Line;
import io.polisflow.crm.template.Part.Run;
import java.util.ArrayList;
import java.util.List;

/** Puts what is printed together as paragraphs: an empty line divides them, a line of which nothing was known vanishes. */
final class PartWriter {

    private final List<Part> parts = new ArrayList<>();
    private List<Line> lines = new ArrayList<>();
    private List<Run> runs = new ArrayList<>();
    private Kind kind = Kind.PARAGRAPH;
    private boolean bold;
    private boolean somethingLeftOut;

    void text(String text) {
        String[] written = text.replace("\r", "").split("\n", -1);
        for (int i = 0; i < written.length; i++) {
            if (i > 0) {
                endLine();
            }
            if (!written[i].isEmpty()) {
                runs.add(new Run(written[i], bold));
            }
        }
    }

    void turnWeight() {
        bold = !bold;
    }

    void heading(int level) {
        endPart();
        kind = level == 1 ? Kind.HEADING : Kind.SUBHEADING;
    }

    void block(String key) {
        endPart();
        parts.add(new Part(Kind.BLOCK, List.of(), key));
    }

    void leftOut() {
        somethingLeftOut = true;
    }

    List<Part> parts() {
        endPart();
        return parts;
    }

    private void endLine() {
        boolean empty = runs.stream().allMatch(run -> run.text().isBlank());
        if (!empty) {
            lines.add(new Line(List.copyOf(runs)));
            if (kind != Kind.PARAGRAPH) {
                closePart();
            }
        } else if (!somethingLeftOut) {
            closePart();
        }
        runs = new ArrayList<>();
        somethingLeftOut = false;
    }

    private void endPart() {
        endLine();
        closePart();
    }

    private void closePart() {
        if (!lines.isEmpty()) {
            parts.add(new Part(kind, List.copyOf(lines), null));
        }
        lines = new ArrayList<>();
        kind = Kind.PARAGRAPH;
    }
}
