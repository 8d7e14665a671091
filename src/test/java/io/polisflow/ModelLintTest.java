package io.polisflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.polisflow.fixtures.Chromium;
import io.polisflow.fixtures.NodePackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our models as the modelling world's own tools read them: bpmnlint, dmnlint, and the importers of bpmn-js, dmn-js and form-js. */
class ModelLintTest {

    private static final Path BPMN = Path.of("bpmn");
    private static final Path FORMS = Path.of("forms");

    /** Runs a linter's command line with its recommended rules; warnings fail as well. */
    private static final String LINT =
            """
            const { spawnSync } = require('child_process');
            const [linter, ...files] = process.argv.slice(2);
            const bin = require.resolve(linter + '/package.json').replace('package.json', 'bin/' + linter + '.js');
            const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...files], { encoding: 'utf8' });
            console.log(stdout + stderr + (status ? 'status ' + status : ''));
            """;

    private static final String OPEN_BPMN =
            """
            async ([xml, camunda]) => {
              const viewer = new BpmnJS({ container: document.body, moddleExtensions: { camunda: JSON.parse(camunda) } });
              const { warnings } = await viewer.importXML(xml);
              const shown = viewer.get('elementRegistry').getAll().length;
              viewer.destroy();
              return { warnings: warnings.map(warning => warning.message), shown };
            }
            """;

    private static final String OPEN_DMN =
            """
            async ([xml]) => {
              const viewer = new DmnJS({ container: document.body });
              const { warnings } = await viewer.importXML(xml);
              const shown = viewer.getViews().length;
              viewer.destroy();
              return { warnings: warnings.map(warning => warning.message), shown };
            }
            """;

    private static final String OPEN_FORM =
            """
            async ([schema]) => {
              const form = new FormViewer.Form({ container: document.body });
              const { warnings } = await form.importSchema(JSON.parse(schema), {});
              const shown = document.querySelectorAll('.fjs-element').length;
              form.destroy();
              return { warnings: warnings.map(warning => warning.message), shown };
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void theLintersFindNothing() throws Exception {
        NodePackages node = NodePackages.orSkip(folder, "bpmnlint", "dmnlint");
        Files.writeString(folder.resolve(".bpmnlintrc"), "{\"extends\": \"bpmnlint:recommended\"}");
        Files.writeString(folder.resolve(".dmnlintrc"), "{\"extends\": \"dmnlint:recommended\"}");

        assertThat(node.run(LINT, arguments("bpmnlint", files(BPMN, ".bpmn"))).strip())
                .isEmpty();
        assertThat(node.run(LINT, arguments("dmnlint", files(BPMN, ".dmn"))).strip())
                .isEmpty();
    }

    @Test
    void theLintersFindWhatIsPlanted() throws Exception {
        NodePackages node = NodePackages.orSkip(folder, "bpmnlint", "dmnlint");
        Files.writeString(folder.resolve(".bpmnlintrc"), "{\"extends\": \"bpmnlint:recommended\"}");
        Files.writeString(folder.resolve(".dmnlintrc"), "{\"extends\": \"dmnlint:recommended\"}");
        Path model = planted("call-back.bpmn", "name=\"Перезвонить клиенту\"", "");
        Path table = planted("task-sla.dmn", "name=\"Срок задачи в рабочих часах\"", "");

        assertThat(node.run(LINT, "bpmnlint", model.toString()))
                .contains("Task_CallClientBack")
                .contains("label-required");
        assertThat(node.run(LINT, "dmnlint", table.toString())).contains("label-required");
    }

    @Test
    void theImportersOpenEveryFileWithoutAWarning() throws Exception {
        NodePackages node = NodePackages.orSkip(folder, "bpmn-js", "dmn-js", "@bpmn-io/form-js", "camunda-bpmn-moddle");
        String camunda = Files.readString(node.file("camunda-bpmn-moddle/resources/camunda.json"));
        try (Playwright playwright = Chromium.playwright()) {
            Page page = Chromium.launch(playwright).newPage();
            for (String script : List.of(
                    "bpmn-js/dist/bpmn-viewer.production.min.js",
                    "dmn-js/dist/dmn-viewer.production.min.js",
                    "@bpmn-io/form-js/dist/form-viewer.umd.js")) {
                page.addScriptTag(new Page.AddScriptTagOptions().setPath(node.file(script)));
            }
            for (Path file : files(BPMN, ".bpmn")) {
                opens(page, OPEN_BPMN, file, camunda);
            }
            for (Path file : files(BPMN, ".dmn")) {
                opens(page, OPEN_DMN, file);
            }
            for (Path file : files(FORMS, ".form")) {
                opens(page, OPEN_FORM, file);
            }
            JsonNode doubtful =
                    opened(page, OPEN_BPMN, planted("call-back.bpmn", "camunda:formRefBinding", "camunda:id"), camunda);
            assertThat(doubtful.path("warnings"))
                    .as("warnings of a planted fault")
                    .isNotEmpty();
        }
    }

    private static void opens(Page page, String script, Path file, String... more) throws IOException {
        JsonNode opened = opened(page, script, file, more);
        assertThat(opened.path("warnings")).as(file.toString()).isEmpty();
        assertThat(opened.path("shown").asInt()).as(file.toString()).isPositive();
    }

    private static JsonNode opened(Page page, String script, Path file, String... more) throws IOException {
        List<String> arguments = Stream.concat(Stream.of(Files.readString(file)), Stream.of(more))
                .toList();
        return new ObjectMapper().valueToTree((Map<?, ?>) page.evaluate(script, arguments));
    }

    private Path planted(String model, String text, String other) throws IOException {
        String xml = Files.readString(BPMN.resolve(model));
        assertThat(xml).contains(text);
        return Files.writeString(folder.resolve(model), xml.replace(text, other));
    }

    private static String[] arguments(String linter, List<Path> files) {
        return Stream.concat(Stream.of(linter), files.stream().map(file -> file.toAbsolutePath()
                        .toString()))
                .toArray(String[]::new);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(files).as(folder + "/**/*" + ending).isNotEmpty();
            return files;
        }
    }
}
