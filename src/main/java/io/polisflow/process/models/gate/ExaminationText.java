package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Finding.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An examination as text for people: what Camunda Modeler shows, what stands in the log and in a build. */
public final class ExaminationText {

    private static final int MOST = 100;

    private ExaminationText() {}

    /** @return one line for each finding, errors first, behind a line that counts them */
    public static String of(Examination examination) {
        List<Finding> errors = of(examination, Severity.ERROR);
        List<Finding> warnings = of(examination, Severity.WARNING);
        String head = "ошибок: %d, предупреждений: %d".formatted(errors.size(), warnings.size());
        return head + "\n"
                + lines(Stream.concat(errors.stream(), warnings.stream()).toList());
    }

    private static List<Finding> of(Examination examination, Severity severity) {
        return examination.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    private static String lines(List<Finding> findings) {
        String shown = findings.stream().limit(MOST).map(ExaminationText::line).collect(Collectors.joining("\n"));
        return findings.size() > MOST ? shown + "\n… и ещё " + (findings.size() - MOST) : shown;
    }

    /** @return where, what and how to mend it, in one line */
    public static String line(Finding finding) {
        String kind = finding.severity() == Severity.WARNING ? "Предупреждение. " : "";
        return "• %s%s: %s".formatted(kind, place(finding), words(finding));
    }

    private static String place(Finding finding) {
        StringBuilder place = new StringBuilder(finding.file());
        if (finding.line() > 0) {
            place.append(", строка ").append(finding.line());
        }
        if (finding.name() != null) {
            place.append(", «").append(finding.name().replaceAll("\\s+", " ")).append('»');
        }
        if (finding.element() != null) {
            place.append(finding.name() == null ? ", " : " (").append(finding.element());
            place.append(finding.name() == null ? "" : ")");
        }
        return place.toString();
    }

    /** @return what is wrong and how to mend it, without the place */
    static String words(Finding finding) {
        return sentence(finding.problem()) + " " + sentence(finding.remedy());
    }

    private static String sentence(String words) {
        String stripped = words.strip();
        return stripped.matches("(?s).*[.!?…]") ? stripped : stripped + ".";
    }
}
