package io.polisflow.process.models.gate;

import java.util.List;

/** What an examination of a set of models has found, by file and line. */
public record Examination(List<Finding> findings) {

    /** @return whether the set may take effect: warnings do not stop it */
    public boolean passed() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }
}
