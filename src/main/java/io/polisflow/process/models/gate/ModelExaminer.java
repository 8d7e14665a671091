package io.polisflow.process.models.gate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/** Examines a set of models as a whole before it takes effect; the same at a deployment, on a draft, in a build and for a program that asks. */
@Service
public class ModelExaminer {

    private final ModelSetReader reader;
    private final List<ModelRule> rules;

    ModelExaminer(ModelSetReader reader, List<ModelRule> rules) {
        this.reader = reader;
        this.rules = rules;
    }

    /**
     * @param files what is to be deployed together; what they refer to may also be in force already
     * @return everything that is wrong, never an exception for what lies in the files
     */
    public Examination examine(Collection<ModelFile> files) {
        Findings findings = new Findings();
        ModelSet set = reader.read(files, findings);
        rules.forEach(rule -> rule.check(set, findings));
        return new Examination(findings.all().stream()
                .sorted(Comparator.comparing(Finding::file).thenComparingInt(Finding::line))
                .toList());
    }
}
