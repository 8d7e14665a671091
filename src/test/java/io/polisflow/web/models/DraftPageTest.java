package io.polisflow.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.ModelDraft;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.gate.ModelFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/** An analyst changes models on pages: prepares, compares, checks, puts into force, goes back; nobody else may. */
class DraftPageTest extends ModelPageCase {

    private ModelDraft draft(ModelFile... files) {
        ModelDraft draft = drafts.create("Второй юрист", "Спорные условия смотрят двое", "analyst");
        if (files.length > 0) {
            drafts.add(draft.id(), draft.version(), List.of(files), "analyst");
        }
        return drafts.get(draft.id());
    }

    private static String page(ModelDraft draft) {
        return MODELS + "/drafts/" + draft.id();
    }

    private MockHttpServletRequestBuilder action(ModelDraft draft, String action) {
        return post(page(draft) + "/" + action)
                .param("version", String.valueOf(drafts.get(draft.id()).version()));
    }

    private MockMultipartHttpServletRequestBuilder upload(ModelDraft draft, int version, String name, byte[] content) {
        MockMultipartHttpServletRequestBuilder request = multipart(page(draft) + "/files");
        request.file(new MockMultipartFile("files", name, "application/octet-stream", content))
                .param("version", String.valueOf(version));
        return request;
    }

    private static List<String> entries(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void analystsAndAdministratorsOpenThePagesAndNobodyElse() throws Exception {
        ModelDraft draft = draft(SecondLawyer.model());
        for (String role : List.of("analysts", "camunda-admin")) {
            as(role, get(MODELS))
                    .andExpect(status().isOk())
                    .andExpect(content()
                            .string(allOf(
                                    containsString("Согласование КП"),
                                    containsString("Второй юрист"),
                                    containsString("aria-current=\"page\">Модели"))));
            as(role, get(page(draft))).andExpect(status().isOk());
        }
        for (String role : List.of("sales", "underwriters", "lawyers", "heads", "supervisors")) {
            as(role, get(MODELS)).andExpect(status().isForbidden());
            as(role, get(page(draft))).andExpect(status().isForbidden());
            as(role, get(MODELS + "/in-force.zip")).andExpect(status().isForbidden());
            as(role, action(draft, "release")).andExpect(status().isForbidden());
            as(role, post(MODELS + "/drafts").param("title", "a").param("note", "b"))
                    .andExpect(status().isForbidden());
        }
        asAnalyst(get(MODELS + "/drafts/999999999")).andExpect(status().isNotFound());
        asAnalyst(post(MODELS + "/drafts/999999999/release").param("version", "0"))
                .andExpect(status().isNotFound());
    }

    @Test
    void aDraftNeedsATitleAndAReasonAndKeepsWhatWasTyped() throws Exception {
        asAnalyst(post(MODELS + "/drafts").param("title", "Второй юрист").param("note", " "))
                .andExpect(status().isBadRequest())
                .andExpect(content()
                        .string(allOf(
                                containsString("зачем меняются модели"), containsString("value=\"Второй юрист\""))));

        asAnalyst(post(MODELS + "/drafts").param("title", "Второй юрист").param("note", "Так надёжнее"))
                .andExpect(status().is3xxRedirection());
        assertThat(drafts.open()).extracting(ModelDraft::note).contains("Так надёжнее");
    }

    @Test
    void anUploadIsComparedWithWhatIsInForce() throws Exception {
        ModelDraft draft = draft();
        asAnalyst(upload(
                        draft,
                        draft.version(),
                        "proposal-approval.bpmn",
                        SecondLawyer.model().content()))
                .andExpect(redirectedUrl(page(draft)));

        asAnalyst(get(page(draft)))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("data-jump=\"" + SecondLawyer.TASK + "\""),
                                containsString("задача сотрудника «" + SecondLawyer.LABEL + "»"),
                                containsString("data-sort=\"added\""),
                                containsString("data-sort=\"changed\""),
                                containsString("группа исполнителей"))));
        asAnalyst(get(page(draft) + "/content/draft").param("path", SecondLawyer.MODEL))
                .andExpect(content().bytes(SecondLawyer.model().content()))
                .andExpect(header().string("Content-Disposition", containsString("attachment")));
        asAnalyst(get(page(draft) + "/content/in-force").param("path", SecondLawyer.MODEL))
                .andExpect(content()
                        .bytes(SecondLawyer.delivered(SecondLawyer.MODEL).getBytes(StandardCharsets.UTF_8)));
        asAnalyst(get(page(draft) + "/content/draft").param("path", "bpmn/deal.bpmn"))
                .andExpect(status().isNotFound());
    }

    @Test
    void aTableIsShownRowByRowAndAFormInWords() throws Exception {
        String form = "forms/proposal-approval/check-terms.form";
        ModelDraft draft = draft(
                SecondLawyer.deadlines(),
                SecondLawyer.file(
                        form,
                        SecondLawyer.replaced(
                                SecondLawyer.delivered(form),
                                "\"label\": \"Ваше решение\"",
                                "\"label\": \"Решение юриста\"")));

        asAnalyst(get(page(draft)))
                .andExpect(content()
                        .string(allOf(
                                containsString("+ добавлено"),
                                containsString("&quot;Task_CheckTermsAgain&quot;"),
                                containsString("Без изменений строк: "),
                                containsString("переключатель «Решение юриста»"),
                                containsString("<del>Ваше решение</del>"))));
    }

    @Test
    void aBadUploadIsRefusedInWordsAndLeavesNothing() throws Exception {
        ModelDraft draft = draft();
        String[][] bad = {
            {"model.exe", "MZ", "программа"},
            {"model.pdf", "да", "не модель, не таблица, не форма"},
            {"model.bpmn", "<a", "не читается"},
            {"model.bpmn", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "DOCTYPE"},
            {"set.zip", "нет", "нет ни одной модели"},
        };
        for (String[] each : bad) {
            asAnalyst(upload(draft, draft.version(), each[0], each[1].getBytes(StandardCharsets.UTF_8)))
                    .andExpect(status().isBadRequest())
                    .andExpect(content().string(containsString(each[2])));
        }
        asAnalyst(upload(draft, draft.version(), "huge.bpmn", new byte[2_000_000]))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("больше 1 МБ")));
        asAnalyst(upload(draft, draft.version(), "", new byte[0]))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Выберите файлы")));

        assertThat(drafts.files(draft.id())).isEmpty();
        assertThat(drafts.get(draft.id()).version()).isEqualTo(draft.version());
    }

    @Test
    void whoWasSlowerReadsSoAndSeesTheDraftAsItIsNow() throws Exception {
        ModelDraft seen = draft(SecondLawyer.model());
        drafts.add(seen.id(), seen.version(), List.of(SecondLawyer.deadlines()), "admin");

        asAnalyst(post(page(seen) + "/words")
                        .param("version", String.valueOf(seen.version()))
                        .param("title", "Мой заголовок")
                        .param("note", "Моя причина"))
                .andExpect(status().isConflict())
                .andExpect(content()
                        .string(allOf(
                                containsString("изменил другой сотрудник"),
                                containsString(SecondLawyer.DEADLINES),
                                containsString("value=\"Мой заголовок\""),
                                containsString("Моя причина"))));
        asAnalyst(upload(seen, seen.version(), "deal.bpmn", "<a/>".getBytes(StandardCharsets.UTF_8)))
                .andExpect(status().isConflict());
        assertThat(drafts.files(seen.id())).hasSize(2);
    }

    @Test
    void aFileIsTakenOutAndTheWholeIsDownloaded() throws Exception {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.file("bpmn/brand-new.bpmn", "<a/>"));
        byte[] zip = asAnalyst(get(page(draft) + "/models.zip"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(entries(zip)).contains("bpmn/brand-new.bpmn", "bpmn/deal.bpmn", SecondLawyer.MODEL);
        byte[] inForce = asAnalyst(get(MODELS + "/in-force.zip"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(entries(inForce)).contains("bpmn/deal.bpmn").doesNotContain("bpmn/brand-new.bpmn");

        asAnalyst(action(draft, "files/remove").param("path", "bpmn/brand-new.bpmn"))
                .andExpect(redirectedUrl(page(draft)));

        assertThat(drafts.files(draft.id()))
                .extracting(ModelDrafts.DraftedFile::path)
                .containsExactly(SecondLawyer.MODEL);
    }

    @Test
    void theCheckNamesWhatIsWrongAndARefusedReleaseToo() throws Exception {
        ModelDraft draft = draft(SecondLawyer.file(SecondLawyer.MODEL, "<definitions><process/></definitions>"));

        asAnalyst(get(page(draft) + "/check"))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("ошибок: "),
                                containsString(SecondLawyer.MODEL),
                                containsString("в действие не ввести"))));
        asAnalyst(action(draft, "release"))
                .andExpect(status().isBadRequest())
                .andExpect(
                        content().string(allOf(containsString("ничего не изменено"), containsString("Что исправить"))));
        assertThat(drafts.get(draft.id()).state()).isEqualTo(ModelDraft.State.OPEN);
    }

    @Test
    void aTaskWithoutADeadlineIsRefusedByItsName() throws Exception {
        ModelDraft draft = draft(SecondLawyer.model());

        asAnalyst(get(page(draft) + "/check"))
                .andExpect(content()
                        .string(allOf(
                                containsString("в действие не ввести"),
                                containsString("нет строки в таблице сроков"),
                                containsString("data-jump=\"" + SecondLawyer.TASK + "\""),
                                containsString("«" + SecondLawyer.LABEL + "»"))));
        asAnalyst(action(draft, "release"))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("нет строки в таблице сроков")));
    }

    @Test
    void aDraftIsPutIntoForceAndTakenBackByOneClick() throws Exception {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        asAnalyst(get(page(draft) + "/check")).andExpect(content().string(not(containsString("не ввести"))));
        asAnalyst(action(draft, "release")).andExpect(redirectedUrl(page(draft)));

        asAnalyst(get(page(draft)))
                .andExpect(content()
                        .string(allOf(
                                containsString("введён в действие"), not(containsString("Ввести в действие сейчас")))));
        String list = asAnalyst(get(MODELS))
                .andExpect(content()
                        .string(allOf(containsString("Спорные условия смотрят двое"), containsString("из черновика"))))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String deployment = list.split("/crm/models/deployments/")[1].split("/")[0];
        asAnalyst(post(MODELS + "/deployments/" + deployment + "/go-back")).andExpect(redirectedUrl(MODELS));

        assertThat(new String(drafts.inForce().get(SecondLawyer.MODEL).content(), StandardCharsets.UTF_8))
                .doesNotContain(SecondLawyer.TASK);
        asAnalyst(get(MODELS)).andExpect(content().string(containsString("возврат прежнего")));
        asAnalyst(post(MODELS + "/deployments/" + deployment + "/go-back"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("сначала верните более поздний")));
    }

    @Test
    void aTimeIsSetAndTakenBack() throws Exception {
        ModelDraft draft = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        for (String bad : List.of("", "завтра", "2020-01-01T10:00")) {
            asAnalyst(action(draft, "schedule").param("at", bad)).andExpect(status().isBadRequest());
        }
        LocalDateTime at = LocalDateTime.now(clock).plusDays(1).withHour(7).withMinute(30);
        asAnalyst(action(draft, "schedule").param("at", at.toString().substring(0, 16)))
                .andExpect(redirectedUrl(page(draft)));

        asAnalyst(get(page(draft)))
                .andExpect(content().string(allOf(containsString("07:30"), not(containsString("data-upload")))));
        asAnalyst(get(MODELS)).andExpect(content().string(containsString("введём ")));
        asAnalyst(upload(draft, drafts.get(draft.id()).version(), "deal.bpmn", "<a/>".getBytes(StandardCharsets.UTF_8)))
                .andExpect(status().isConflict());

        asAnalyst(action(draft, "unschedule")).andExpect(redirectedUrl(page(draft)));
        asAnalyst(action(draft, "discard")).andExpect(redirectedUrl(MODELS));
        assertThat(drafts.get(draft.id()).state()).isEqualTo(ModelDraft.State.DISCARDED);
    }

    @Test
    void whatOthersChangedMeanwhileIsShownAndReplacedOnlyOnPurpose() throws Exception {
        ModelDraft mine = draft(SecondLawyer.model(), SecondLawyer.deadlines());
        ModelDraft other = draft(SecondLawyer.file(
                SecondLawyer.MODEL,
                SecondLawyer.replaced(
                        SecondLawyer.delivered(SecondLawyer.MODEL),
                        "name=\"Проверить тариф\"",
                        "name=\"Проверить ставку\"")));
        asAnalyst(action(other, "release")).andExpect(redirectedUrl(page(other)));

        asAnalyst(get(page(mine)))
                .andExpect(content()
                        .string(allOf(containsString("в другой редакции"), containsString("Всё равно заменить"))));
        asAnalyst(action(mine, "release")).andExpect(status().isConflict());
        asAnalyst(action(mine, "files/keep").param("path", SecondLawyer.MODEL)).andExpect(redirectedUrl(page(mine)));
        asAnalyst(action(mine, "release")).andExpect(redirectedUrl(page(mine)));
    }
}
