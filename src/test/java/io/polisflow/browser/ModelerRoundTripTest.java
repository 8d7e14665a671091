package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import io.polisflow.fixtures.Chromium;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.Comparisons;
import io.polisflow.process.models.draft.FileDifference;
import io.polisflow.process.models.draft.FileDifference.Sort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The modeler of the page changes of a model only what is drawn, whatever the engine's own attributes it knows nothing of. */
class ModelerRoundTripTest {

    private static final String HOST = "http://models.test";
    private static final String MODELER = "/META-INF/resources/webjars/bpmn-js/8.0.0/dist/bpmn-modeler.";
    /** In comments on how to use it. */
    private static final Set<String> EXAMPLES = Set.of("HELLO {you}", "My Entry");

    private static final String PAGE =
            "<!DOCTYPE html><title>Схема</title><body><div id=view style='width:1200px;height:800px'></div><script src='/modeler.js'></script></body>";

    private static Playwright playwright;
    private static Page page;

    @BeforeAll
    static void openModeler() {
        playwright = Chromium.playwright();
        page = Chromium.launch(playwright).newPage();
        page.route(HOST + "/**", ModelerRoundTripTest::serve);
        page.navigate(HOST + "/");
    }

    @AfterAll
    static void close() {
        playwright.close();
    }

    /** Our own scripts and the public modeler, as the server would hand them out. */
    private static void serve(Route route) {
        String path = route.request().url().substring(HOST.length());
        if (path.equals("/")) {
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(PAGE));
            return;
        }
        String resource = path.equals("/modeler.js") ? MODELER + "production.min.js" : "/static" + path;
        try (InputStream content = ModelerRoundTripTest.class.getResourceAsStream(resource)) {
            if (content == null) {
                route.fulfill(new Route.FulfillOptions().setStatus(404));
            } else {
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBodyBytes(content.readAllBytes()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param work what is done to the open {@code modeler} @return the model as it is written then */
    private static String after(String model, String work) {
        return (String) page.evaluate(
                "async ([xml]) => {"
                        + "const {modelerIn, written} = await import('/js/models/modeler.js');"
                        + "const view = document.getElementById('view'); view.replaceChildren();"
                        + "const modeler = modelerIn(view, window.BpmnJS);"
                        + "const {warnings} = await modeler.importXML(xml);"
                        + "if (warnings.length) { throw new Error(warnings[0].message); }"
                        + "const element = id => modeler.get('elementRegistry').get(id);"
                        + work
                        + "const result = await written(modeler); modeler.destroy(); return result; }",
                List.of(model));
    }

    static List<String> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            return files.map(Path::toString)
                    .filter(path -> path.endsWith(".bpmn"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyModelOfTheProductComesBackAsItWas() throws IOException {
        List<String> changed = new ArrayList<>();
        for (String path : models()) {
            String delivered = SecondLawyer.delivered(path);
            FileDifference difference = Comparisons.between(path, delivered, after(delivered, ""));
            if (!difference.isEmpty()) {
                changed.add(difference.toString());
            }
        }
        assertThat(models()).hasSizeGreaterThan(10);
        assertThat(changed).isEmpty();
    }

    @Test
    void onlyWhatIsDrawnDiffersAndUndoingTakesItBack() {
        String delivered = SecondLawyer.delivered(SecondLawyer.MODEL);
        String rename = "modeler.get('modeling').updateProperties(element('Task_CheckTerms'),"
                + " {name: 'Проверить всё', 'camunda:candidateGroups': 'heads'});";

        FileDifference difference = Comparisons.between(SecondLawyer.MODEL, delivered, after(delivered, rename));

        assertThat(difference.changes()).singleElement().satisfies(change -> {
            assertThat(change.element()).isEqualTo("Task_CheckTerms");
            assertThat(change.properties())
                    .extracting(FileDifference.Property::after)
                    .containsExactlyInAnyOrder("Проверить всё", "heads");
        });
        assertThat(difference.layout()).isEmpty();
        assertThat(Comparisons.between(
                                SecondLawyer.MODEL,
                                delivered,
                                after(delivered, rename + "modeler.get('commandStack').undo();"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aCopiedStepIsToldTheEngineAllThatTheFirstOneIs() {
        String delivered = SecondLawyer.delivered(SecondLawyer.MODEL);
        String copy = "const step = element('Task_CheckTerms');"
                + "modeler.get('copyPaste').copy([step]);"
                + "const [made] = modeler.get('copyPaste').paste({element: step.parent, point: {x: step.x + 60, y: step.y + 160}});"
                + "modeler.get('modeling').updateProperties(made, {id: 'Task_Again'});";

        String copied = after(delivered, copy);

        String again = copied.substring(copied.indexOf("<bpmn:userTask id=\"Task_Again\""));
        assertThat(again.substring(0, again.indexOf("</bpmn:userTask>")))
                .contains(
                        "camunda:formRef=\"proposal-approval-check-terms\"",
                        "camunda:formRefBinding=\"deployment\"",
                        "camunda:candidateGroups=\"lawyers\"",
                        "<camunda:taskListener event=\"create\" delegateExpression=\"${approvalForm}\"");
        assertThat(Comparisons.between(SecondLawyer.MODEL, delivered, copied).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.sort()).isEqualTo(Sort.ADDED));
    }

    @Test
    void aStepWithNestedPropertiesIsCopiedWhole() {
        String delivered = SecondLawyer.delivered("bpmn/contract-signing.bpmn");
        String copy = "const step = element('Call_PolicyIssue');"
                + "modeler.get('copyPaste').copy([step]);"
                + "const [made] = modeler.get('copyPaste').paste({element: step.parent, point: {x: step.x + 60, y: step.y + 260}});"
                + "modeler.get('modeling').updateProperties(made, {id: 'Call_Again'});";

        String copied = after(delivered, copy);

        assertThat(extensions(copied, "Call_Again"))
                .isEqualTo(extensions(copied, "Call_PolicyIssue"))
                .contains("<camunda:in ");
    }

    /** What the palette, the pad beside an element and the menu of kinds say. */
    @Test
    void theModelerSpeaksRussian() throws IOException {
        String source;
        try (InputStream modeler = getClass().getResourceAsStream(MODELER + "development.js")) {
            source = new String(modeler.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> english = Pattern.compile("(?:label: |title: |translate\\()'([A-Z][^']*)'")
                .matcher(source)
                .results()
                .map(found -> found.group(1))
                .filter(text -> !EXAMPLES.contains(text))
                .distinct()
                .toList();

        @SuppressWarnings("unchecked")
        List<String> said = (List<String>) page.evaluate(
                "async words => { const {translate} = await import('/js/models/modeler-words.js');"
                        + " return words.map(each => translate(each, {type: 'Task'})); }",
                english);

        assertThat(english).hasSizeGreaterThan(90);
        assertThat(said).noneMatch(text -> text.matches(".*[A-Za-z]{2}.*"));
    }

    private static String extensions(String model, String call) {
        String from = model.substring(model.indexOf("<bpmn:callActivity id=\"" + call + "\""));
        return from.substring(from.indexOf("<bpmn:extensionElements>"), from.indexOf("</bpmn:extensionElements>"));
    }
}
