package io.polisflow.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.ModelDraft;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.whatif.RecordedDecisions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.ResultActions;

/** The card «Что было бы за год» of a draft's page: figures, deals page by page, the file, and what it says when there is nothing. */
class WhatIfPageTest extends ModelPageCase {

    private static final String DEADLINE = "<text>\"Task_SortOutRequest\"</text>";

    @BeforeEach
    void nothingAsked() {
        RecordedDecisions.forget(jdbc);
    }

    private String draft(ModelFile... files) {
        ModelDraft draft = drafts.create("Сроки", "Проверяем за год", "analyst");
        if (files.length > 0) {
            drafts.add(draft.id(), draft.version(), List.of(files), "analyst");
        }
        return "/crm/models/drafts/" + draft.id();
    }

    /** The deadline of the very first task of a request that comes by telephone, and of nothing else. */
    private static ModelFile shorterDeadline() {
        String table = SecondLawyer.delivered(SecondLawyer.DEADLINES);
        int row = table.indexOf(DEADLINE);
        int hours = table.indexOf("<text>4</text>", row);
        assertThat(hours).isPositive();
        return SecondLawyer.file(
                SecondLawyer.DEADLINES,
                table.substring(0, hours) + "<text>2</text>" + table.substring(hours + "<text>4</text>".length()));
    }

    private ResultActions shown(String page, Matcher<String> what) throws Exception {
        return web.perform(get(page).with(user("analyst").roles("analysts")))
                .andExpect(status().isOk())
                .andExpect(content().string(what));
    }

    private void strangersRequests(int many) {
        for (int i = 0; i < many; i++) {
            inbox.receive(with(webForm(null), "product", "что-нибудь"));
        }
    }

    @Test
    void theCardTellsWhatWouldHaveBeenOtherwiseAndWhose() throws Exception {
        strangersRequests(22);
        String page = draft(shorterDeadline());

        shown(page, allOf(containsString("Что было бы за год"), containsString(page + "/what-if\"")));
        shown(
                page + "/what-if",
                allOf(
                        containsString("Срок задачи в рабочих часах"),
                        containsString("Спрашивали раз: 22."),
                        containsString("Задач, у которых был бы другой срок:</span> <b>22</b>"),
                        containsString("Короче: <b>22</b>"),
                        not(containsString("Дольше:")),
                        containsString("«Разобрать обращение»"),
                        containsString("4 раб. ч"),
                        containsString("2 раб. ч"),
                        containsString("−2 раб. ч"),
                        containsString("Разобрать обращение</td>"),
                        containsString("ни разу — строк")));
        shown(
                page + "/what-if/deals?table=task-sla&group=0",
                allOf(containsString("1–20 из 22"), containsString("from=20"), not(containsString("← Назад"))));
        shown(
                page + "/what-if/deals?table=task-sla&group=0&from=20",
                allOf(containsString("21–22 из 22"), containsString("from=0"), not(containsString("Дальше →"))));
        shown(page + "/what-if/deals?table=task-sla&group=7", containsString("Таких сделок нет."));

        String file = web.perform(get(page + "/what-if/deals.csv?table=task-sla")
                        .with(user("analyst").roles("analysts")))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(file.lines()).hasSize(23).element(1).satisfies(row -> assertThat(row)
                .contains("«Разобрать обращение»", "было бы иначе", "4 раб. ч", "2 раб. ч", "−2 раб. ч"));
    }

    @Test
    void whereThereIsNothingToCountTheCardSaysSo() throws Exception {
        shown(draft(), allOf(containsString("Таблиц решений черновик не меняет"), not(containsString("/what-if\""))));
        shown(draft(SecondLawyer.model()) + "/what-if", containsString("Таблиц решений черновик не меняет"));
        shown(draft(shorterDeadline()) + "/what-if", containsString("За последний год таблицу не спрашивали"));
        shown(
                draft(SecondLawyer.file(
                                SecondLawyer.DEADLINES,
                                SecondLawyer.replaced(
                                        SecondLawyer.delivered(SecondLawyer.DEADLINES), DEADLINE, "<text>((</text>")))
                        + "/what-if",
                containsString("Нажмите «Проверить»"));
    }

    @Test
    void analystsOnlyAndOnlyWhatIsThere() throws Exception {
        String page = draft(shorterDeadline());
        for (String address :
                List.of("/what-if", "/what-if/deals?table=task-sla", "/what-if/deals.csv?table=task-sla")) {
            web.perform(get(page + address).with(user("manager").roles("sales")))
                    .andExpect(status().isForbidden());
            web.perform(get("/crm/models/drafts/999999999" + address)
                            .with(user("analyst").roles("analysts")))
                    .andExpect(status().isNotFound());
        }
        web.perform(get(page + "/what-if/deals?table=cross-sell")
                        .with(user("analyst").roles("analysts")))
                .andExpect(status().isNotFound());
    }
}
