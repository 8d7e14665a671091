package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import java.util.Set;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the running application offers to models by name. */
class CodeVocabularyTest extends ProcessTest {

    @Autowired
    ModelVocabulary vocabulary;

    @Test
    void delegatesListenersAndWhatIsMarkedMayBeCalledAndNothingElse() {
        assertThat(vocabulary.beans())
                .containsKeys("recordDecisionDelegate", "approvalForm", "registryRefreshNight")
                .doesNotContainKeys(
                        "taskDeadlines", "camundaDealProcess", "modelExaminer", "ownWork", "deals", "dataSource");
    }

    @Test
    void aBeanBelongsToTheModelOfItsPackage() {
        assertThat(vocabulary.belongsTo("recordDecisionDelegate", "proposal-approval"))
                .isTrue();
        assertThat(vocabulary.belongsTo("recordDecisionDelegate", "deal")).isFalse();
        assertThat(vocabulary.belongsTo("nobody", "deal")).isFalse();
    }

    @Test
    void whatReachesAnOutsideSystemIsKnown() {
        assertThat(vocabulary.callsOutside("calculatePremiumDelegate")).isTrue();
        assertThat(vocabulary.callsOutside("recordDecisionDelegate")).isFalse();
        assertThat(vocabulary.callsOutside("nobody")).isFalse();
    }

    @Test
    void messagesAreThoseOfTheContracts() {
        assertThat(vocabulary.messages())
                .contains("deal.lost", "contract.signed", "request.received", "deal.opened")
                .doesNotContain("proposal-approval", "Task_CheckTerms");
        assertThat(vocabulary.errorCodes()).isEmpty();
    }

    @Test
    void aGroupThatAnAdministratorMadeMayBeNamedToo() {
        assertThat(vocabulary.groups()).contains("sales", "lawyers", "camunda-admin");
        Group group = identity.newGroup("secondlawyers");
        identity.saveGroup(group);
        try {
            assertThat(vocabulary.groups()).contains("secondlawyers");
        } finally {
            identity.deleteGroup("secondlawyers");
        }
    }

    @Test
    void stagesDictionariesAndTemplatesAreTheCrms() {
        assertThat(vocabulary.stages()).contains("proposal-approval", "won");
        assertThat(vocabulary.templates()).contains("request-confirmation", "contract-document");
        assertThat(vocabulary.dictionary("loss-reason")).isNotEmpty();
        assertThat(vocabulary.dictionary("LOSS_REASON")).isEmpty();
        assertThat(vocabulary.dictionary("product")).contains("property", "casco-fleet");
        assertThat(vocabulary.dictionary("no-such-list")).isEqualTo(Set.of());
    }

    @Test
    void whoeverIsSignedOnReadsTheSame() {
        Set<String> all = vocabulary.groups();

        as("manager", () -> assertThat(vocabulary.groups()).isEqualTo(all));
    }
}
