package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.ModelSetReader.Reading;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Examines a set of models as a whole before it takes effect; the same at a deployment, on a draft, in a build and for a program that asks. */
@Service
public class ModelExaminer {

    private static final Logger log = LoggerFactory.getLogger(ModelExaminer.class);

    private final ModelSetReader reader;
    private final List<ModelRule> rules;
    private final EngineReading engine;

    ModelExaminer(ModelSetReader reader, List<ModelRule> rules, EngineReading engine) {
        this.reader = reader;
        this.rules = rules;
        this.engine = engine;
    }

    /**
     * @param files what is to be deployed together; what they refer to may also be in force already
     * @return everything that is wrong, never an exception for what lies in the files
     */
    public Examination examine(Collection<ModelFile> files) {
        Findings findings = new Findings();
        Reading reading = reader.read(files, findings);
        for (ModelRule rule : rules) {
            apply(rule, reading.set(), findings);
        }
        engine.check(files, reading.set(), findings);
        return new Examination(findings.all().stream()
                .map(finding -> located(finding, reading.lines()))
                .distinct()
                .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
                .toList());
    }

    /** A rule that stumbles over a file has not said that the file is good. */
    private static void apply(ModelRule rule, ModelSet set, Findings findings) {
        try {
            rule.check(set, findings);
        } catch (RuntimeException e) {
            log.error("The rule {} failed", rule.getClass().getSimpleName(), e);
            findings.error(
                    "unfinished-examination",
                    Place.of(set.examined().stream().findFirst().orElse("")),
                    "Проверку не удалось довести до конца: в наборе есть то, чего она не ожидала (%s)"
                            .formatted(rule.getClass().getSimpleName()),
                    "Исправьте остальные замечания и проверьте снова; если не поможет, покажите набор разработчику.");
        }
    }

    private static Finding located(Finding finding, Map<String, Map<String, Integer>> lines) {
        if (finding.line() > 0 || finding.element() == null) {
            return finding;
        }
        return new Finding(
                finding.severity(),
                finding.rule(),
                finding.file(),
                finding.element(),
                finding.name(),
                finding.problem(),
                finding.remedy(),
                lines.getOrDefault(finding.file(), Map.of()).getOrDefault(finding.element(), 0));
    }
}
