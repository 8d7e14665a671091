package io.polisflow.process.models.gate;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the models as a list instead of a stack trace when they stop the start. */
class ModelsRefusedFailureAnalyzer extends AbstractFailureAnalyzer<ModelsRefusedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ModelsRefusedException refused) {
        return new FailureAnalysis(
                "Модели из bpmn/ и forms/ не приняты, приложение не запускается; "
                        + ExaminationText.of(refused.examination()),
                "Исправьте перечисленное и запустите снова. Проверка без запуска: mvn -Pmodels verify",
                refused);
    }
}
