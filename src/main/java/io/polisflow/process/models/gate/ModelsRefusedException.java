package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Finding.Severity;
import java.io.Serial;
import java.util.List;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;

/** A deployment was examined and refused; the engine's REST API answers it with 400, the list as message and details for each file. */
class ModelsRefusedException extends ParseException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Examination examination;

    /** @param examination one that has not passed */
    ModelsRefusedException(Examination examination) {
        // Camunda Modeler shows this message and nothing of the details.
        super(
                "Модели не приняты, ничего не изменено; " + ExaminationText.of(examination),
                files(examination).get(0),
                problems(examination, files(examination).get(0), Severity.ERROR),
                problems(examination, files(examination).get(0), Severity.WARNING));
        this.examination = examination;
        files(examination).stream()
                .skip(1)
                .map(file -> new ResourceReportImpl(
                        file,
                        problems(examination, file, Severity.ERROR),
                        problems(examination, file, Severity.WARNING)))
                .forEach(getResorceReports()::add);
    }

    Examination examination() {
        return examination;
    }

    private static List<String> files(Examination examination) {
        return examination.findings().stream().map(Finding::file).distinct().toList();
    }

    private static List<Problem> problems(Examination examination, String file, Severity severity) {
        return examination.findings().stream()
                .filter(finding -> finding.file().equals(file) && finding.severity() == severity)
                .<Problem>map(FoundProblem::new)
                .toList();
    }

    private record FoundProblem(Finding finding) implements Problem {

        @Override
        public String getMessage() {
            return ExaminationText.words(finding);
        }

        @Override
        public int getLine() {
            return finding.line();
        }

        @Override
        public int getColumn() {
            return 0;
        }

        @Override
        public String getMainElementId() {
            return finding.element();
        }

        @Override
        public List<String> getElementIds() {
            return finding.element() == null ? List.of() : List.of(finding.element());
        }
    }
}
