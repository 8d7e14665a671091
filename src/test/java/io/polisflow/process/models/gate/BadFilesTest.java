package io.polisflow.process.models.gate;

import static io.polisflow.process.models.gate.ProductModels.changed;
import static io.polisflow.process.models.gate.ProductModels.file;
import static io.polisflow.process.models.gate.ProductModels.renamed;
import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import io.polisflow.process.models.gate.ModelArchive.Unpacked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Files that are no good models at all: each is told in Russian, none throws, and its good twin is not spoken of. */
class BadFilesTest extends ProcessTest {

    private static final String MODEL = "bpmn/client-liquidation.bpmn";
    private static final String TABLE = "bpmn/recontact-term.dmn";
    private static final String FORM = "forms/client-liquidation/decide-on-deal.form";

    @Autowired
    ModelExaminer examiner;

    /**
     * A bad set and what is said of it.
     *
     * @param line where, 0 when the file as a whole is meant
     * @param good a set that this rule has nothing against
     */
    record Case(String name, List<ModelFile> bad, String rule, int line, String words, List<ModelFile> good) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case bad(String name, ModelFile bad, String rule, int line, String words) {
        return new Case(name, List.of(bad), rule, line, words, List.of(file(MODEL), file(TABLE), file(FORM)));
    }

    static Stream<Case> cases() {
        return Stream.of(
                bad(
                        "a document type",
                        changed(MODEL, "<bpmn:definitions", "<!DOCTYPE bpmn:definitions>\n<bpmn:definitions"),
                        "doctype",
                        2,
                        "DOCTYPE"),
                bad(
                        "an external entity",
                        changed(
                                MODEL,
                                "<bpmn:definitions",
                                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<bpmn:definitions"),
                        "doctype",
                        2,
                        "читают чужие файлы"),
                bad(
                        "a billion laughs in a table",
                        changed(TABLE, "<definitions", "<!DOCTYPE d [<!ENTITY a \"a\">]><definitions"),
                        "doctype",
                        2,
                        "DOCTYPE"),
                bad(
                        "another namespace",
                        changed(MODEL, "http://www.omg.org/spec/BPMN/20100524/MODEL", "http://example.org/model"),
                        "foreign-namespace",
                        2,
                        "Это не BPMN 2.0: корень файла — definitions из пространства имён «http://example.org/model»"),
                bad(
                        "a table that is a model",
                        renamed(MODEL, "bpmn/client-liquidation.dmn"),
                        "foreign-namespace",
                        2,
                        "Это не DMN"),
                bad(
                        "another engine's delegate",
                        changed(
                                MODEL,
                                "xmlns:modeler=",
                                "xmlns:activiti=\"http://activiti.org/bpmn\" activiti:class=\"java.lang.Thread\" xmlns:modeler="),
                        "foreign-namespace",
                        2,
                        "другому движку"),
                bad(
                        "Camunda 8 by its extensions",
                        changed(
                                MODEL,
                                "xmlns:modeler=",
                                "xmlns:zeebe=\"http://camunda.org/schema/zeebe/1.0\" zeebe:x=\"1\" xmlns:modeler="),
                        "camunda-8",
                        2,
                        "Camunda 8"),
                bad(
                        "Camunda 8 by its platform",
                        changed(MODEL, "\"Camunda Platform\"", "\"Camunda Cloud\""),
                        "camunda-8",
                        1,
                        "Camunda 8"),
                bad(
                        "a form for Camunda 8",
                        changed(FORM, "\"Camunda Platform\"", "\"Camunda Cloud\""),
                        "form-platform",
                        0,
                        "Форма сделана для другой платформы: Camunda Cloud"),
                bad(
                        "a form of an unknown schema version",
                        changed(FORM, "\"schemaVersion\": 16", "\"schemaVersion\": 19"),
                        "form-schema-version",
                        0,
                        "Версия схемы формы неизвестна: 19"),
                bad(
                        "a form without an id",
                        changed(FORM, "\"id\": \"client-liquidation-decide-on-deal\"", "\"id\": \"\""),
                        "form-id",
                        0,
                        "Id формы — «»"),
                bad("no form but JSON", new ModelFile(FORM, bytes("[1]")), "unreadable-file", 1, "Это не форма"),
                bad(
                        "a broken form",
                        new ModelFile(FORM, bytes("{\n\"id\": \"x\",\n components\n}")),
                        "unreadable-file",
                        3,
                        "Это не JSON или файл повреждён: чтение остановилось в строке 3"),
                bad(
                        "a form nested without end",
                        new ModelFile(FORM, bytes("{\"components\":" + "[".repeat(100_000))),
                        "unreadable-file",
                        0,
                        "Это не JSON или файл повреждён"),
                bad("an empty form", new ModelFile(FORM, bytes("")), "unreadable-file", 0, "Файл пуст"),
                bad("an empty model", new ModelFile(MODEL, bytes("")), "unreadable-file", 1, "Файл пуст"),
                bad(
                        "a broken model",
                        changed(MODEL, "</bpmn:process>", "</bpmn:proces>"),
                        "unreadable-file",
                        lineOf(MODEL, "</bpmn:process>"),
                        "Это не XML или файл повреждён: чтение остановилось в строке"),
                bad(
                        "a picture",
                        new ModelFile(MODEL, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0}),
                        "unreadable-file",
                        1,
                        "Это не XML"),
                bad(
                        "elements in each other without end",
                        changed(
                                MODEL,
                                "<bpmn:extensionElements>",
                                "<bpmn:extensionElements>" + "<a>".repeat(5000) + "</a>".repeat(5000)),
                        "unreadable-file",
                        lineOf(MODEL, "<bpmn:extensionElements>"),
                        "глубже 100 уровней"),
                bad(
                        "an element that BPMN does not know there",
                        changed(MODEL, "<bpmn:startEvent", "<bpmn:surprise/>\n<bpmn:startEvent"),
                        "schema-violation",
                        lineOf(MODEL, "<bpmn:startEvent"),
                        "surprise"),
                bad(
                        "a reference into the void",
                        changed(MODEL, "sourceRef=\"Start_LiquidationBegun\"", "sourceRef=\"Start_Nowhere\""),
                        "schema-violation",
                        lineOf(MODEL, "sourceRef=\"Start_LiquidationBegun\""),
                        "Ссылка на «Start_Nowhere» ведёт в никуда"),
                bad(
                        "one id twice",
                        changed(TABLE, "id=\"Definitions_RecontactTerm\"", "id=\"recontact-term\""),
                        "schema-violation",
                        lineOf(TABLE, "<decision id=\"recontact-term\""),
                        "Идентификатор «recontact-term» стоит у двух элементов"),
                bad(
                        "a huge model",
                        new ModelFile(MODEL, blank(ModelLimits.FILE_BYTES + 1)),
                        "file-size",
                        0,
                        "Файл слишком велик: 3 МБ, а принимаются файлы до 2 МБ"),
                bad(
                        "50 MB",
                        new ModelFile(MODEL, blank(50 * 1024 * 1024)),
                        "file-size",
                        0,
                        "Файл слишком велик: 50 МБ"),
                bad(
                        "the right name and another key",
                        changed(MODEL, "process id=\"client-liquidation\"", "process id=\"client-liquidations\""),
                        "file-key",
                        lineOf(MODEL, "process id=\"client-liquidation\""),
                        "Файл называется client-liquidation.bpmn, а ключ процесса в нём — «client-liquidations»"),
                bad(
                        "a table's right name and another key",
                        changed(TABLE, "decision id=\"recontact-term\"", "decision id=\"recontact\""),
                        "decision-key",
                        0,
                        "В файле нет решения с ключом recontact-term"),
                bad(
                        "a form's right path and another id",
                        changed(FORM, "client-liquidation-decide-on-deal", "client-liquidation-decide"),
                        "form-id",
                        0,
                        "Id формы — «client-liquidation-decide»"),
                bad(
                        "nothing to run",
                        changed(MODEL, "isExecutable=\"true\"", "isExecutable=\"false\""),
                        "not-executable",
                        lineOf(MODEL, "isExecutable"),
                        "Модель не исполняется"),
                new Case(
                        "two files of one process",
                        List.of(file(MODEL), renamed(MODEL, "bpmn/copy/client-liquidation.bpmn")),
                        "duplicate-key",
                        0,
                        "Процесс с ключом «client-liquidation» есть и в файле " + MODEL,
                        List.of(file(MODEL), file("bpmn/deal.bpmn"))),
                new Case(
                        "two files of one decision",
                        List.of(file(TABLE), renamed(TABLE, "recontact-term.dmn")),
                        "duplicate-key",
                        0,
                        "Решение с ключом «recontact-term» есть и в файле",
                        List.of(file(TABLE))),
                new Case(
                        "two forms of one id",
                        List.of(file(FORM), renamed(FORM, "decide-on-deal.form")),
                        "duplicate-key",
                        0,
                        "Форма с id «client-liquidation-decide-on-deal» есть и в файле",
                        List.of(renamed(FORM, "decide-on-deal.form"))),
                new Case(
                        "one name twice",
                        List.of(file(FORM), file(FORM)),
                        "duplicate-key",
                        0,
                        "Файл с таким именем есть в наборе дважды",
                        List.of(file(FORM))),
                bad("a script", new ModelFile("run.groovy", bytes("1")), "file-type", 0, "не разворачивают"),
                bad("an archive", new ModelFile("set.zip", bytes("PK")), "file-type", 0, "не разворачивают"),
                bad("a page", new ModelFile("form.html", bytes("<p>")), "file-type", 0, "не разворачивают"),
                bad(
                        "a picture that runs",
                        new ModelFile("deal.svg", bytes("<svg/>")),
                        "file-type",
                        0,
                        "не разворачивают"),
                bad("a case model", new ModelFile("deal.cmmn", bytes("<x/>")), "file-type", 0, "не разворачивают"),
                // The engine takes whatever ends so for a model.
                bad("another ending of a model", renamed(MODEL, "x.bpmn20.xml"), "file-type", 0, "не разворачивают"),
                bad("an ending without a dot", renamed(MODEL, "xbpmn"), "file-type", 0, "не разворачивают"),
                new Case(
                        "too many files",
                        Stream.iterate(0, n -> n + 1)
                                .limit(ModelLimits.FILES + 1)
                                .map(n -> new ModelFile("bpmn/m" + n + ".bpmn", bytes("x")))
                                .toList(),
                        "file-size",
                        0,
                        "Файлов в наборе: 501",
                        List.of(file(MODEL))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aBadFileIsToldAndItsGoodTwinIsNot(Case bad) {
        Examination examination = examiner.examine(bad.bad());

        assertThat(examination.passed()).isFalse();
        assertThat(examination.findings()).as(ExaminationText.of(examination)).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.rule()).isEqualTo(bad.rule());
            assertThat(finding.line()).isEqualTo(bad.line());
            assertThat(finding.problem()).contains(bad.words());
            assertThat(finding.remedy()).isNotBlank();
        });
        assertThat(examiner.examine(bad.good()).findings())
                .noneMatch(finding -> finding.rule().equals(bad.rule()));
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, "decide-on-deal.form"})
    void aFormThatCannotBeReadIsNotMissedToo(String path) {
        Examination examination = examiner.examine(List.of(file(MODEL), new ModelFile(path, bytes("{"))));

        assertThat(examination.findings()).extracting(Finding::rule).containsExactly("unreadable-file");
        assertThat(examiner.examine(List.of(file(MODEL))).findings())
                .as("where there is none at all")
                .extracting(Finding::rule)
                .contains("missing-form");
    }

    @Test
    void aNamespaceThatNobodyReadsIsAWarning() {
        Examination examination = examiner.examine(List.of(changed(
                MODEL, "xmlns:modeler=", "xmlns:notes=\"http://example.org/notes\" notes:by=\"me\" xmlns:modeler=")));

        assertThat(examination.findings())
                .anyMatch(finding -> finding.severity() == Finding.Severity.WARNING
                        && finding.problem().contains("http://example.org/notes"));
    }

    @Test
    void whatOnlyTheEngineRefusesIsToldWithItsPlace() {
        Examination examination = examiner.examine(
                List.of(
                        file(FORM),
                        changed(
                                MODEL,
                                "<bpmn:incoming>Flow_GoOn_DealLost</bpmn:incoming>",
                                "<bpmn:incoming>Flow_GoOn_DealLost</bpmn:incoming><bpmn:cancelEventDefinition id=\"Cancel_1\"/>")));

        assertThat(examination.passed()).isFalse();
        assertThat(examination.findings()).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("engine-refuses");
            assertThat(finding.element()).isEqualTo("End_DealLost");
            assertThat(finding.line()).isEqualTo(lineOf(MODEL, "id=\"End_DealLost\"") + 1);
            assertThat(finding.problem()).startsWith("Движок не принимает модель: ");
        });
    }

    @Test
    void anArchiveIsReadWithWhateverFolderIsAroundItsModels() throws IOException {
        Unpacked unpacked = ModelArchive.unpack(
                "set.zip",
                zip(Map.of(
                        "polisflow-main/" + MODEL,
                        file(MODEL).content(),
                        "polisflow-main/" + FORM,
                        file(FORM).content(),
                        "polisflow-main/README.md",
                        bytes("#"),
                        "__MACOSX/._x",
                        bytes("x"))));

        assertThat(unpacked.files()).extracting(ModelFile::path).containsExactlyInAnyOrder(MODEL, FORM);
        assertThat(unpacked.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.problem()).contains("README.md");
        });
    }

    @Test
    void aZipBombIsRefusedBeforeItFillsTheMemory() throws IOException {
        byte[] bomb = zip(Map.of(MODEL, blank(ModelLimits.SET_BYTES), TABLE, blank(ModelLimits.SET_BYTES)));
        assertThat(bomb.length).isLessThan(200_000);

        refused(bomb, "распаковывается больше чем в 20 МБ");
    }

    @Test
    void anArchiveThatIsNoneOrLeadsOutIsRefused() throws IOException {
        refused(bytes("PK but no archive"), "нет ни одной модели");
        byte[] whole = zip(Map.of(MODEL, file(MODEL).content()));
        refused(Arrays.copyOf(whole, whole.length / 3), "повреждён");
        refused(zip(Map.of("../../" + MODEL, file(MODEL).content())), "выводит из архива наружу");
        refused(zip(Map.of("inner.zip", zip(Map.of(MODEL, file(MODEL).content())))), "нет ни одной модели");
    }

    private static void refused(byte[] archive, String words) {
        Unpacked unpacked = ModelArchive.unpack("set.zip", archive);

        assertThat(unpacked.files()).isEmpty();
        assertThat(unpacked.findings())
                .anyMatch(finding -> finding.severity() == Finding.Severity.ERROR
                        && finding.problem().contains(words));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static int lineOf(String path, String text) {
        List<String> lines = ProductModels.text(path).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(path + " holds no " + text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] blank(int size) {
        byte[] blank = new byte[size];
        Arrays.fill(blank, (byte) ' ');
        return blank;
    }
}
