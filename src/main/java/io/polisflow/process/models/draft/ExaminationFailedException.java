package io.polisflow.process.models.draft;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.gate.Finding;
import io.polisflow.process.models.gate.Finding.Severity;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Models may not take effect: here is everything that has to be mended first. */
public class ExaminationFailedException extends RefusedException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    ExaminationFailedException(List<Finding> findings) {
        super(null, "Проверка не пройдена, ничего не изменено. Исправьте ошибки:\n" + lines(findings));
        this.findings = List.copyOf(findings);
    }

    private static String lines(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.file()
                        + (finding.element() == null
                                ? ""
                                : ", «" + (finding.name() == null ? finding.element() : finding.name()) + "»")
                        + ": " + finding.problem() + " " + finding.remedy())
                .collect(Collectors.joining("\n"));
    }

    /** @return warnings among them */
    public List<Finding> findings() {
        return findings;
    }
}
