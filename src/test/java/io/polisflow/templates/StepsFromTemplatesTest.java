package io.polisflow.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.gate.Examination;
import io.polisflow.process.models.gate.Finding;
import io.polisflow.process.models.gate.ModelExaminer;
import io.polisflow.process.models.gate.ModelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the README tells an analyst to do with the templates makes a set of models that may be put into force. */
class StepsFromTemplatesTest extends ProcessTest {

    private static final Map<String, JsonNode> TEMPLATES =
            TemplateFiles.byId(TemplateFiles.read(ElementTemplates.FOLDER));
    private static final String MODEL = "bpmn/contract-signing.bpmn";
    private static final String TABLE = "bpmn/task-sla.dmn";
    private static final String FORM =
            """
            {"type": "default", "id": "contract-signing-check-compliance", "schemaVersion": 16,
             "executionPlatform": "Camunda Platform", "executionPlatformVersion": "7.24.0",
             "components": [{"type": "radio", "key": "compliance", "id": "Field_Compliance", "label": "Решение",
               "values": [{"label": "Возражений нет", "value": "passed"}, {"label": "Есть возражения", "value": "refused"}],
               "validate": {"required": true}}]}
            """;

    @Autowired
    private ModelExaminer examiner;

    private final Drawing drawing =
            new Drawing(Bpmn.readModelFromFile(Path.of(MODEL).toFile()));

    @Test
    void aSecondLawyerPasses() throws IOException {
        drawSecondLawyer();

        assertThat(problems(model(), table("Task_CheckTermsAgain"))).isEmpty();
    }

    @Test
    void aSecondLawyerWithoutADeadlineIsRefused() throws IOException {
        drawSecondLawyer();

        assertThat(problems(model())).hasSize(1).allSatisfy(problem -> assertThat(problem)
                .contains("Task_CheckTermsAgain"));
    }

    @Test
    void aComplianceCheckPasses() throws IOException {
        FlowNode check = drawing.step(
                template("user-task"),
                "Task_CheckCompliance",
                "Проверить на соответствие",
                Map.of("camunda:formRef", "contract-signing-check-compliance", "camunda:candidateGroups", "lawyers"));
        drawing.insert("Flow_CreateContract_MergePrepare", check, check);

        assertThat(problems(
                        model(),
                        table("Task_CheckCompliance"),
                        file("forms/contract-signing/check-compliance.form", FORM)))
                .isEmpty();
    }

    @Test
    void anExtraLetterPasses() throws IOException {
        FlowNode letter = drawing.step(
                template("delegate.sendDealLetterDelegate"), "Task_ThankClient", "Поблагодарить клиента", Map.of());
        drawing.insert("Flow_StartRenewals_ContractConcluded", letter, letter);

        assertThat(problems(model())).isEmpty();
    }

    private void drawSecondLawyer() {
        ExclusiveGateway agrees = drawing.gateway("Gateway_FirstAgrees", "Первый юрист согласен?");
        FlowNode check = drawing.step(
                template("form.contract-signing-check-terms"),
                "Task_CheckTermsAgain",
                "Проверить договор ещё раз",
                Map.of());
        FlowNode written = drawing.step(
                template("delegate.recordTermsCheckDelegate"),
                "Task_RecordTermsCheckAgain",
                "Записать замечания второго юриста",
                Map.of());
        ExclusiveGateway merge = drawing.gateway("Gateway_MergeLawyers", null);
        drawing.insert("Flow_RecordTermsCheck_Checked", agrees, merge);
        drawing.connect(agrees, check, "да", "${termsPassed}");
        drawing.connect(check, written, null, null);
        drawing.connect(written, merge, null, null);
        agrees.setDefault(drawing.connect(agrees, merge, "нет", null));
    }

    private static JsonNode template(String id) {
        return TEMPLATES.get(DrawnModels.PREFIX + id);
    }

    /** The table with one row more, a copy of the lawyer's. */
    private static ModelFile table(String task) throws IOException {
        String text = Files.readString(Path.of(TABLE));
        int begin = text.indexOf("<rule id=\"Rule_ContractSigningCheckTerms\">");
        String row = text.substring(begin, text.indexOf("</rule>", begin) + "</rule>".length());
        String copy = row.replace("ContractSigningCheckTerms", task.replace("Task_", "ContractSigning"))
                .replace("Task_CheckTerms", task);
        return file(TABLE, text.replace(row, row + copy));
    }

    private ModelFile model() {
        return file(MODEL, drawing.xml());
    }

    private static ModelFile file(String path, String text) {
        return new ModelFile(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> problems(ModelFile... files) throws IOException {
        List<ModelFile> set = new ArrayList<>(List.of(files));
        for (String form : List.of("check-terms", "check-risk", "prepare-contract", "remind-client", "remind-again")) {
            set.add(onDisk("forms/contract-signing/" + form + ".form"));
        }
        set.add(onDisk("forms/contract-signing/sign-on-paper.form"));
        set.add(onDisk("forms/contract-signing/resolve-refusal.form"));
        Examination examination = examiner.examine(set);
        return examination.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> finding.element() + ": " + finding.problem())
                .toList();
    }

    private static ModelFile onDisk(String path) throws IOException {
        return new ModelFile(path, Files.readAllBytes(Path.of(path)));
    }
}
