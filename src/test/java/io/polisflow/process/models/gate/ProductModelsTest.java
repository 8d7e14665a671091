package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The product's own models keep the rules about BPMN, and their variables flow as the byte code of their delegates says. */
class ProductModelsTest {

    private static final ModelVocabulary VOCABULARY = new ProductVocabulary();
    private static final WrittenVariables CODE = new VariablesInCode(VOCABULARY);
    private final List<ModelRule> rules = BpmnRules.of(VOCABULARY, CODE);

    @Test
    void everyModelOfTheProductPasses() {
        ModelFolder product = ModelFolder.at(Path.of(""));

        assertThat(product.paths()).contains("bpmn/deal.bpmn", "bpmn/task-sla.dmn");
        assertThat(product.examine(rules)).isEmpty();
    }

    @Test
    void aDelegateWritesWhatItSetsAndNotWhatItReads() {
        assertThat(CODE.by("recordDecisionDelegate"))
                .contains("approvalOutcome")
                .doesNotContain("proposalId", "nextApprover", "decision");
        assertThat(CODE.by("carryOverApprovalsDelegate")).doesNotContain("proposalId", "approvalOutcome");
        assertThat(CODE.by("recordRenewalTalkDelegate")).contains("productsHeld", "sumInsured");
        assertThat(CODE.by("nobody")).isEmpty();
    }

    @Test
    void aFormsListenerWritesWhatItShowsAlsoThroughItsHelpers() {
        assertThat(CODE.by("approvalForm")).contains("figures", "calculation_lines");
        assertThat(CODE.by("checkCardForm")).contains("touchContacts");
    }

    @Test
    void aMessageBringsWhatItsSenderPutsIn() {
        assertThat(CODE.with("policy.in-force", "second-look")).contains("policyNumber", "dealOwner");
        assertThat(CODE.with("deal.lost", "deal")).contains("lossReason").doesNotContain("figures");
    }

    @Test
    void whoeverStartsAProcessMayBringWhatItsContractNames() {
        assertThat(CODE.into("proposal-approval"))
                .contains("proposalId", "dealOwner")
                .doesNotContain("leadCourse");
    }

    @Test
    void aVariableOfTheProductThatNobodyHasWrittenIsFound() {
        List<Finding> findings = ModelFolder.at(Path.of(""))
                .replace("bpmn/proposal-approval.bpmn", "${recordDecisionDelegate}", "${carryOverApprovalsDelegate}")
                .examine(rules);

        assertThat(findings)
                .extracting(Finding::element, Finding::problem)
                .contains(tuple(
                        "Flow_Decision_MergeNext",
                        "Переменную «approvalOutcome» здесь читают, а записать её до этого некому"));
    }
}
