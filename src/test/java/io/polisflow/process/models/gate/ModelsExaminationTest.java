package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What {@code mvn -Pmodels verify} runs: the examination of everything in {@code bpmn/} and {@code forms/}. */
class ModelsExaminationTest extends ProcessTest {

    @Autowired
    ModelExaminer examiner;

    @Test
    void everyModelOfTheProductPasses() {
        Examination examination = examiner.examine(ProductModels.all());
        // Who runs this from a command line has asked for the list; warnings stop nothing and must be seen all the
        // same.
        System.out.println("\nПроверка моделей: " + ExaminationText.of(examination));

        assertThat(examination.passed()).as(ExaminationText.of(examination)).isTrue();
    }

    @Test
    void eachFileAlsoPassesBesideWhatIsInForce() {
        Examination table = examiner.examine(List.of(ProductModels.file("bpmn/approval-route.dmn")));

        assertThat(table.passed()).as(ExaminationText.of(table)).isTrue();
    }
}
