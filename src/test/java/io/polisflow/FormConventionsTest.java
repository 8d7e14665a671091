package io.polisflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

class FormConventionsTest {

    private static final Path FORMS = Path.of("forms");
    private static final Path WORDS =
            Path.of("src/main/resources/META-INF/resources/webjars/camunda/app/polisflow/words/forms.json");

    @TempDir
    Path copy;

    @TestFactory
    Stream<DynamicTest> everyFormReadsLikeTheOthers() {
        Map<String, List<String>> findings = new FormConventions(FORMS, WORDS).findings();
        assertThat(findings).hasSizeGreaterThan(30);
        return findings.entrySet().stream()
                .map(found -> dynamicTest(
                        found.getKey(), () -> assertThat(found.getValue()).isEmpty()));
    }

    @Test
    void everyPatternThatIsExplainedIsDemandedByAForm() throws IOException {
        FormConventions all = new FormConventions(FORMS, WORDS);
        all.findings();
        assertThat(all.explainedInVain()).isEmpty();

        FileSystemUtils.copyRecursively(FORMS, copy);
        Files.delete(copy.resolve("client-acquisition/check-card.form"));
        FormConventions fewer = new FormConventions(copy, WORDS);
        fewer.findings();
        assertThat(fewer.explainedInVain()).contains("^([0-9]{13}|[0-9]{15})$");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            proposal-approval/check-tariff.form          | <div class=\\"summary\\">            | <div>                              | does not begin with a summary
            proposal-approval/check-tariff.form          | "label": "Ваше решение"              | "label": "Решение"                 | Field_Decision is no question
            proposal-approval/check-tariff.form          | "description": "Согласовать: КП      | "help": "Согласовать: КП           | Field_Decision does not say what follows
            proposal-approval/check-tariff.form          | "type": "textarea"                   | "type": "text"                     | Field_Reason is shown below the decision
            contract-signing/remind-client.form          | "defaultValue": "CALL"               | "default": "CALL"                  | Field_TouchKind is no question
            negotiation/talk-to-client.form              | "defaultValue": "CALL"               | "default": "CALL"                  | Field_TalkOutcome is a second decision
            contract-signing/check-risk.form             | "type": "html"                       | "type": "textarea"                 | Html_Conditions is a comment above the decision
            proposal-preparation/assemble-proposal.form  | "disableCollapse": true              | "disableCollapse": false           | Field_Lines may be collapsed and would lose entries
            lost-deal/contact-again.form                 | "hide": "=count(touchFacts) = 0"     | "hide": "=touchFacts = null"       | Field_TouchFactsTable is shown when it is empty
            proposal-preparation/assemble-proposal.form  | "suffixAdorner": "₽"                 | "suffixAdorner": "%"               | Field_LinesSumInsured is an amount without ₽
            proposal-preparation/assemble-proposal.form  | "suffixAdorner": "мес."              | "suffixAdorner": "₽"               | Field_TermMonths is no amount, but has ₽
            proposal-preparation/assemble-proposal.form  | "serializeToString": true            | "serializeToString": false         | Field_LinesSumInsured loses kopecks
            proposal-preparation/assemble-proposal.form  | "max": 60                            | "most": 60                         | Field_TermMonths has no limits
            proposal-preparation/assemble-proposal.form  | "maxLength": 4000                    | "longest": 4000                    | Field_SpecialConditions may be endless
            proposal-preparation/assemble-proposal.form  | "description": "Обычно 12 месяцев"   | "help": "Обычно 12 месяцев"        | Field_TermMonths has no description
            proposal-preparation/assemble-proposal.form  | "columns": 6                         | "columns": 9                       | wider than 16 columns
            client-acquisition/new-client.form           | "pattern": "^([0-9]{10}              | "pattern": "^([0-9]{9}             | Field_Inn is refused with «» by the browser
            contract-signing/resolve-refusal.form        | "label": "Подробности"               | "label": "Детали"                  | Group_Loss is not as in the other forms
            call-back/call-client-back.form              | "label": "Поговорили"                | "label": "Done"                    | Field_CallBackResult says in English: Done
            """)
    void aPlantedBreachIsFound(String form, String good, String bad, String finding) throws IOException {
        FileSystemUtils.copyRecursively(FORMS, copy);
        String text = Files.readString(copy.resolve(form));
        assertThat(text).contains(good);
        Files.writeString(copy.resolve(form), text.replace(good, bad));

        assertThat(new FormConventions(copy, WORDS).findings().get(form)).anyMatch(found -> found.contains(finding));
    }
}
