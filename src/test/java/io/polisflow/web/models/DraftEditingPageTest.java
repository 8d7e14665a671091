package io.polisflow.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Wordings;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.ModelDraft;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.edit.FormFile;
import io.polisflow.process.models.edit.FormProperty;
import io.polisflow.process.models.edit.FormSheet;
import io.polisflow.process.models.edit.TableFile;
import io.polisflow.process.models.edit.TableSheet;
import io.polisflow.process.models.gate.ModelFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** An analyst changes files of a draft on pages: what is typed is kept in the draft, and nothing of it is lost. */
class DraftEditingPageTest extends ModelPageCase {

    private static final String FORM = "forms/proposal-approval/check-terms.form";
    private static final String LETTER = "templates/deal-letter.txt";

    private ModelDraft draft;

    @BeforeEach
    void begun() {
        draft = drafts.create("Второй юрист", "Спорные условия смотрят двое", "analyst");
    }

    private String page() {
        return "/crm/models/drafts/" + draft.id();
    }

    private byte[] now(String path) {
        return drafts.current(draft.id(), path).orElseThrow().content();
    }

    private String text(String path) {
        return new String(now(path), StandardCharsets.UTF_8);
    }

    private MockHttpServletRequestBuilder saving(String kind, String path) {
        return post(page() + "/" + kind)
                .param("version", String.valueOf(drafts.get(draft.id()).version()))
                .param("basis", ModelDrafts.fingerprint(now(path)))
                .param("path", path);
    }

    /** Every cell as the page would send it. */
    private MockHttpServletRequestBuilder savingTable(TableSheet sheet) {
        MockHttpServletRequestBuilder request = saving("table", SecondLawyer.DEADLINES)
                .param("decision", sheet.decision())
                .param("complete", "true");
        for (TableSheet.Row row : sheet.rows()) {
            request.param("row", row.id()).param("note." + row.id(), row.note());
            for (int i = 0; i < row.cells().size(); i++) {
                request.param("cell." + row.id() + "." + i, row.cells().get(i));
            }
        }
        return request;
    }

    private TableSheet deadlines() {
        return TableFile.of(now(SecondLawyer.DEADLINES))
                .orElseThrow()
                .sheet("task-sla")
                .orElseThrow();
    }

    private static TableSheet longer(TableSheet sheet, String... cells) {
        List<TableSheet.Row> rows = new ArrayList<>(sheet.rows());
        rows.add(0, new TableSheet.Row("new-1", List.of(cells), "Второй юрист"));
        return sheet.with(rows);
    }

    private MockHttpServletRequestBuilder savingForm() {
        MockHttpServletRequestBuilder request = saving("form", FORM).param("complete", "true");
        FormSheet sheet = FormFile.of(now(FORM)).orElseThrow().sheet();
        for (FormSheet.Item item : sheet.items()) {
            request.param("item", item.id()).param("holder." + item.id(), "").param("type." + item.id(), item.type());
            for (FormProperty property : item.properties()) {
                request.param("typed." + item.id() + "." + property.name(), item.value(property));
            }
        }
        return request;
    }

    private MockHttpServletRequestBuilder savingModel(String model) {
        return saving("diagram", SecondLawyer.MODEL)
                .contentType(MediaType.APPLICATION_XML)
                .content(model.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everySortOfFileIsOfferedAndLeadsToItsPage() throws Exception {
        asAnalyst(get(page()))
                .andExpect(content()
                        .string(allOf(
                                containsString("<optgroup label=\"Таблицы\">"),
                                containsString(">Согласование КП</option>"),
                                containsString("Согласование КП / Проверить условия</option>"),
                                containsString(">Письмо по сделке</option>"))));
        String[][] files = {
            {SecondLawyer.DEADLINES, "table", "Срок, рабочих часов"},
            {SecondLawyer.MODEL, "diagram", "data-viewer"},
            {FORM, "form", "Ваше решение"},
            {LETTER, "wording", "{номер сделки}"}
        };
        for (String[] each : files) {
            asAnalyst(get(page() + "/edit").param("path", each[0]))
                    .andExpect(redirectedUrlPattern(page() + "/" + each[1] + "?path=*"));
            asAnalyst(get(page() + "/" + each[1]).param("path", each[0]))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString(each[2])));
            asAnalyst(get(page() + "/" + each[1]).param("path", "bpmn/no-such.txt"))
                    .andExpect(status().isNotFound());
            for (String role : List.of("sales", "lawyers", "heads", "supervisors")) {
                as(role, get(page() + "/" + each[1]).param("path", each[0])).andExpect(status().isForbidden());
                as(role, saving(each[1], each[0])).andExpect(status().isForbidden());
            }
        }
    }

    @Test
    void aRowIsAddedToATableAndOnlyItDiffers() throws Exception {
        asAnalyst(savingTable(longer(
                        deadlines(),
                        "\"proposal-approval\"",
                        "\"Task_CheckTermsAgain\"",
                        "любое",
                        "",
                        "",
                        "",
                        "2",
                        "8",
                        "0.75")))
                .andExpect(redirectedUrl(page()));

        asAnalyst(get(page()))
                .andExpect(content()
                        .string(allOf(
                                containsString("+ добавлено"),
                                containsString("&quot;Task_CheckTermsAgain&quot;"),
                                containsString("Без изменений строк: "),
                                not(containsString("~ изменено")))));
        assertThat(deadlines().rows().get(0).cells()).element(2).isEqualTo("");
        assertThat(drafts.files(draft.id())).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo(SecondLawyer.DEADLINES);
            assertThat(file.by()).isEqualTo("analyst");
        });
    }

    @Test
    void aChangedTableOfDeadlinesTellsBeforeWhatItMoves() throws Exception {
        dealOf(webForm(freshInn()));
        asAnalyst(get(page() + "/deadlines")).andExpect(content().string(containsString("не меняет таблиц сроков")));
        asAnalyst(savingTable(longer(
                        deadlines(),
                        "\"proposal-preparation\"",
                        "\"Task_AssembleProposal\"",
                        "",
                        "",
                        "",
                        "",
                        "9",
                        "90",
                        "0.5")))
                .andExpect(redirectedUrl(page()));

        asAnalyst(get(page())).andExpect(content().string(containsString("Какие сроки сдвинутся")));
        asAnalyst(get(page() + "/deadlines"))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Сдвинется сроков: "),
                                containsString(">proposal-preparation</code>"),
                                containsString("Станут просроченными"))));
        as("sales", get(page() + "/deadlines")).andExpect(status().isForbidden());
    }

    @Test
    void aBadCellIsNamedAndEverythingTypedStays() throws Exception {
        asAnalyst(savingTable(longer(
                        deadlines(), "\"proposal-approval\"", "Task_X]", "", "", "", "", "2", "восемь часов", "0.75")))
                .andExpect(status().isBadRequest())
                .andExpect(content()
                        .string(allOf(
                                containsString("Строка 1, столбец «Задача»"),
                                containsString("Строка 1, столбец «Срок, рабочих часов»"),
                                containsString(">Task_X]</textarea>"),
                                containsString("aria-invalid=\"true\""),
                                containsString("data-changed=\"true\""))));

        assertThat(drafts.files(draft.id())).isEmpty();
    }

    @Test
    void aPageThatDidNotArriveWholeRemovesNothing() throws Exception {
        TableSheet sheet = deadlines();

        asAnalyst(saving("table", SecondLawyer.DEADLINES)
                        .param("decision", sheet.decision())
                        .param("row", sheet.rows().get(0).id()))
                .andExpect(status().isPayloadTooLarge());
        asAnalyst(saving("form", FORM).param("item", "Field_Decision")).andExpect(status().isPayloadTooLarge());

        assertThat(drafts.files(draft.id())).isEmpty();
    }

    @Test
    void whatIsNotChangedLeavesTheDraftAsItWas() throws Exception {
        asAnalyst(savingTable(deadlines())).andExpect(redirectedUrl(page()));
        asAnalyst(savingForm()).andExpect(redirectedUrl(page()));
        asAnalyst(savingModel(SecondLawyer.delivered(SecondLawyer.MODEL).replace("\n    ", "\n  ")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.said").value(containsString("Изменений не было")));

        assertThat(drafts.files(draft.id())).isEmpty();
        assertThat(drafts.get(draft.id()).version()).isEqualTo(draft.version());
    }

    @Test
    void whoWasSlowerIsToldAndKeepsWhatWasTyped() throws Exception {
        MockHttpServletRequestBuilder table = savingTable(
                longer(deadlines(), "\"proposal-approval\"", "\"Task_Mine\"", "", "", "", "", "2", "8", "0.75"));
        MockHttpServletRequestBuilder model =
                savingModel(new String(SecondLawyer.model().content(), StandardCharsets.UTF_8));
        MockHttpServletRequestBuilder letter =
                saving("wording", LETTER).param("subject", "Моя тема").param("body", "Мой текст");
        MockHttpServletRequestBuilder form = savingForm();
        drafts.add(draft.id(), draft.version(), List.of(SecondLawyer.file("bpmn/other.bpmn", "<a/>")), "admin");

        asAnalyst(table)
                .andExpect(status().isConflict())
                .andExpect(content()
                        .string(allOf(
                                containsString("изменил другой сотрудник"),
                                containsString("&quot;Task_Mine&quot;</textarea>"))));
        asAnalyst(letter)
                .andExpect(status().isConflict())
                .andExpect(content()
                        .string(allOf(containsString("value=\"Моя тема\""), containsString(">Мой текст</textarea>"))));
        asAnalyst(form).andExpect(status().isConflict());
        asAnalyst(model)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.said").value(containsString("Введённое осталось")))
                .andExpect(jsonPath("$.version").value(drafts.get(draft.id()).version()));
        assertThat(drafts.files(draft.id())).hasSize(1);
    }

    @Test
    void aModelIsSavedAsItIsDrawnAndItsNextSavingToo() throws Exception {
        String drawn = new String(SecondLawyer.model().content(), StandardCharsets.UTF_8);
        asAnalyst(savingModel(drawn))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.said").value(containsString("Сохранено")))
                .andExpect(jsonPath("$.basis")
                        .value(ModelDrafts.fingerprint(SecondLawyer.model().content())));
        asAnalyst(savingModel(SecondLawyer.replaced(drawn, SecondLawyer.LABEL, "Проверить ещё раз")))
                .andExpect(status().isOk());

        assertThat(text(SecondLawyer.MODEL)).contains("Проверить ещё раз");
        asAnalyst(get(page() + "/diagram").param("path", SecondLawyer.MODEL))
                .andExpect(content()
                        .string(allOf(
                                containsString("content/draft?path"),
                                containsString("<option value=\"lawyers\">Юристы</option>"),
                                containsString("<option value=\"proposal-approval-check-terms\">"),
                                containsString("<option value=\"task-sla\">"))));
    }

    @Test
    void whatIsNoModelIsRefusedAndLeavesNothing() throws Exception {
        String[][] bad = {
            {"<a", "не читается"},
            {"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "DOCTYPE"},
            {"<a>" + " ".repeat(1_000_100) + "</a>", "больше 1 МБ"},
            {"", "пуст"}
        };
        for (String[] each : bad) {
            asAnalyst(savingModel(each[0]))
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.said").value(containsString(each[1])));
        }
        assertThat(drafts.files(draft.id())).isEmpty();
    }

    @Test
    void aFieldIsAddedToAFormAndABadOneIsNamed() throws Exception {
        String[][] fresh = {{"item", "new-1"}, {"holder.new-1", ""}, {"type.new-1", "radio"}};
        MockHttpServletRequestBuilder bad = savingForm();
        MockHttpServletRequestBuilder good = savingForm();
        for (String[] each : fresh) {
            bad.param(each[0], each[1]);
            good.param(each[0], each[1]);
        }
        asAnalyst(bad.param("typed.new-1.LABEL", "Нужен эксперт?"))
                .andExpect(status().isBadRequest())
                .andExpect(content()
                        .string(allOf(
                                containsString("«Нужен эксперт?», переменная"),
                                containsString("«Нужен эксперт?», варианты"),
                                containsString("value=\"Нужен эксперт?\""))));
        asAnalyst(good.param("typed.new-1.LABEL", "Нужен эксперт?")
                        .param("typed.new-1.KEY", "expertNeeded")
                        .param("typed.new-1.REQUIRED", "", "true")
                        .param("typed.new-1.VALUES", "yes = Да\r\nno = Нет"))
                .andExpect(redirectedUrl(page()));

        assertThat(text(FORM)).contains("\"key\": \"expertNeeded\"", "\"required\": true", "\"value\": \"yes\"");
        asAnalyst(get(page())).andExpect(content().string(containsString("переключатель «Нужен эксперт?»")));
        asAnalyst(savingForm().param("item", "new-2").param("holder.new-2", "").param("type.new-2", "filepicker"))
                .andExpect(status().isBadRequest());
    }

    @Test
    void theVariableOfAFieldThatIsThereIsNotTypedOver() throws Exception {
        asAnalyst(savingForm()
                        .param("typed.Field_Decision.KEY", "other")
                        .param("typed.Field_Decision.LABEL", "Решение"))
                .andExpect(redirectedUrl(page()));

        assertThat(text(FORM))
                .contains("\"label\": \"Решение\"", "\"key\": \"decision\"")
                .doesNotContain("\"other\"");
    }

    @Test
    void aWordingIsChangedShownLineByLineAndCheckedWithItsLine() throws Exception {
        asAnalyst(saving("wording", LETTER).param("subject", "О сделке").param("body", "Добрый день, {кто}!"))
                .andExpect(status().isBadRequest())
                .andExpect(content()
                        .string(allOf(
                                containsString("Строка 1: нет поля «кто»"), containsString("Добрый день, {кто}!"))));
        String body = Wordings.delivered(Template.DEAL_LETTER).body() + "\n\nДо встречи!";
        asAnalyst(saving("wording", LETTER)
                        .param("subject", "О сделке {номер сделки}")
                        .param("body", body))
                .andExpect(redirectedUrl(page()));

        asAnalyst(get(page()))
                .andExpect(content()
                        .string(allOf(
                                containsString("Письмо по сделке"),
                                containsString("aria-label=\"добавлено\""),
                                containsString("<span>До встречи!</span>"))));
        asAnalyst(get(page() + "/check")).andExpect(content().string(containsString("Замечаний нет")));
        drafts.add(
                draft.id(),
                drafts.get(draft.id()).version(),
                List.of(new ModelFile(
                        "deal-letter.txt", "Тема\n\nДобрый день!\n{кто}".getBytes(StandardCharsets.UTF_8))),
                "analyst");
        asAnalyst(get(page() + "/check"))
                .andExpect(content()
                        .string(allOf(
                                containsString("в действие не ввести"),
                                containsString("строка 4"),
                                containsString("Нет поля «кто»"))));
    }

    @Test
    void aWordingIsShownOnAMadeUpDealOnly() throws Exception {
        asAnalyst(post(page() + "/wording/preview")
                        .param("path", LETTER)
                        .param("subject", "О сделке {номер сделки}")
                        .param("body", "**Привет**")
                        .param("deal", "D-2026-999999"))
                .andExpect(status().isOk())
                .andExpect(content().string(allOf(containsString("Привет"), not(containsString("D-2026-999999")))));
        asAnalyst(post(page() + "/wording/preview")
                        .param("path", LETTER)
                        .param("subject", "Тема")
                        .param("body", "{кто}"))
                .andExpect(content().string(containsString("нет поля «кто»")));
        asAnalyst(post(page() + "/wording/preview.pdf")
                        .param("path", "templates/contract-document.txt")
                        .param(
                                "body",
                                Wordings.delivered(Template.CONTRACT_DOCUMENT).body()))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "application/pdf"));
        asAnalyst(post(page() + "/wording/preview.pdf").param("path", LETTER)).andExpect(status().isNotFound());
    }

    @Test
    void aDraftThatWaitsOrIsOverIsNotChangedOnPages() throws Exception {
        MockHttpServletRequestBuilder late = savingTable(deadlines());
        drafts.discard(draft.id(), draft.version(), "analyst");

        asAnalyst(get(page() + "/table").param("path", SecondLawyer.DEADLINES)).andExpect(status().isConflict());
        asAnalyst(late).andExpect(status().isConflict());
        asAnalyst(get(page())).andExpect(content().string(not(containsString("Изменить на странице"))));
    }
}
