package io.polisflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.polisflow");

    static Stream<Arguments> rules() {
        return new ArchitectureRules("io.polisflow")
                .all().entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theProductKeepsTheRule(String name, ArchRule rule) {
        assertThat(PRODUCT).isNotEmpty();
        rule.allowEmptyShould(true).check(PRODUCT);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            outside     | no class lies outside the known packages
            engineinweb | the engine is known in process and security only
            modeltoweb  | a model's package imports crm, engine and sla
            twomodels   | models do not know each other
            enginemodel | engine, sla and models know no model
            crmhttp     | crm is business only
            crmcycle    | crm packages have no cycles
            unasked     | what web asks crm about one deal or client asks who sees it
            unheard     | methods are secured by PreAuthorize on them alone
            upward      | an integration imports crm only
            twosystems  | integrations do not know each other
            openadapter | adapters are package-private
            webinside   | web imports crm, security, models and sla
            securityweb | security imports crm
            insider     | the sandbox imports nothing of ours
            leakyview   | what web sees of process names no engine class
            """)
    void aPlantedBreachIsCaught(String breach, String rule) {
        String root = "planted." + breach;
        JavaClasses planted = new ClassFileImporter().importPackages(root);
        assertThat(planted).as("classes planted in %s", root).isNotEmpty();
        Map<String, ArchRule> rules = new ArchitectureRules(root).all();

        EvaluationResult result = rules.get(rule).allowEmptyShould(true).evaluate(planted);

        assertThat(result.hasViolation()).as("%s catches %s", rule, breach).isTrue();
    }

    /** The element templates list the BPMN errors that a delegate throws: they list none, and that is right as long as this holds. */
    @Test
    void noCodeOfTheProductThrowsABpmnError() {
        assertThat(PRODUCT.stream().filter(each -> each.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().isAssignableTo(BpmnError.class))))
                .extracting(JavaClass::getName)
                .as("what a story says that the outside world answers may be one")
                .containsExactly("io.polisflow.process.models.scenario.StoryAnswers$Answer");
    }

    @Test
    void everyRuleHasAPlantedBreach() throws NoSuchMethodException {
        String planted = ArchitectureTest.class
                .getDeclaredMethod("aPlantedBreachIsCaught", String.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        Set<String> names = new ArchitectureRules("io.polisflow").all().keySet();

        assertThat(names).allSatisfy(name -> assertThat(planted).contains("| " + name + "\n"));
    }
}
