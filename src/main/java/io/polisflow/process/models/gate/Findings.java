package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    /** Notes what keeps the set from taking effect. */
    void error(String rule, Place place, String problem, String remedy) {
        add(Severity.ERROR, rule, place, problem, remedy);
    }

    /** Notes what should be mended and may stay. */
    void warning(String rule, Place place, String problem, String remedy) {
        add(Severity.WARNING, rule, place, problem, remedy);
    }

    private void add(Severity severity, String rule, Place place, String problem, String remedy) {
        all.add(new Finding(
                severity, rule, place.file(), place.element(), place.name(), problem, remedy, place.line()));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
