package io.polisflow.web.models;

import io.polisflow.process.models.gate.Finding;
import io.polisflow.process.models.gate.Finding.Severity;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an examination found in one file, errors before warnings. */
public record FindingGroup(String file, List<Finding> findings) {

    static List<FindingGroup> of(List<Finding> findings) {
        Map<String, List<Finding>> byFile = findings.stream()
                .sorted(Comparator.comparing(Finding::severity))
                .collect(Collectors.groupingBy(Finding::file, LinkedHashMap::new, Collectors.toList()));
        return byFile.entrySet().stream()
                .map(group -> new FindingGroup(group.getKey(), group.getValue()))
                .toList();
    }

    public long errors() {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
    }
}
