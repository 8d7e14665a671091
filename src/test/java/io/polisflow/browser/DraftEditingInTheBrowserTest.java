package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.polisflow.fixtures.ModelsAsDelivered;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.models.draft.ModelDraft;
import io.polisflow.process.models.draft.ModelDrafts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** An analyst adds the second lawyer without a modeler of their own: a step on the diagram, a row in the table. */
class DraftEditingInTheBrowserTest extends BrowserTest {

    /** Paths and the modeler's own mark. */
    static final Pattern MARK = Pattern.compile(
            ModelsInTheBrowserTest.PATH + "|templates/[a-z.-]+|[a-z-]+/[a-z-]+\\.form|Powered by bpmn\\.io|Del|Ctrl");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ManagementService management;

    @Autowired
    private ModelDrafts drafts;

    private Page page;

    @AfterEach
    void asDelivered() {
        ModelsAsDelivered.restore(repository, management, jdbc);
    }

    private void looksRight(String name) {
        looksRight(page, name);
        assertThat(Inspection.english(page, MARK)).as(name).isEmpty();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void aStepIsDrawnAndItsDeadlineTypedOnPages() {
        ModelDraft draft = drafts.create("Второй юрист", "Спорные условия смотрят двое", "analyst");
        String address = address("/crm/models/drafts/" + draft.id());
        page = window();
        page.navigate(address + "/diagram?path=" + SecondLawyer.MODEL);
        signOn(page, "analyst");
        page.waitForSelector("[data-editor][data-ready]");

        page.locator("[data-elements]").selectOption("Task_CheckTerms");
        button("Такой же шаг рядом").click();
        page.fill("[data-field=name]", SecondLawyer.LABEL);
        page.fill("[data-field=id]", SecondLawyer.TASK);
        page.keyboard().press("Tab");
        assertThat(page.locator("[data-view] [data-element-id=" + SecondLawyer.TASK + "]"))
                .isVisible();
        assertThat(page.locator("[data-field=groups]")).hasValue("lawyers");
        page.locator("[data-target]").selectOption("Gateway_MergeDecision");
        button("Связать").click();
        button("Отменить").click();
        button("Вернуть").click();
        looksRight("edit-diagram");
        button("Сохранить в черновик").click();
        assertThat(page.locator("[data-said]")).containsText("Сохранено в черновик");
        String saved =
                new String(drafts.content(draft.id(), SecondLawyer.MODEL, false).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(saved)
                .contains("id=\"" + SecondLawyer.TASK + "\"", "sourceRef=\"" + SecondLawyer.TASK + "\"")
                .containsPattern("<bpmn:userTask id=\"" + SecondLawyer.TASK + "\"[^>]*camunda:formRef=");

        page.navigate(address + "/table?path=" + SecondLawyer.DEADLINES);
        Locator rows = page.locator("tr[data-row]");
        int before = rows.count();
        rows.first().locator("[data-do=add]").click();
        for (String cell : List.of(
                "\"proposal-approval\"", "\"" + SecondLawyer.TASK + "\"", "", "", "", "", "2", "восемь", "0.75")) {
            page.keyboard().type(cell);
            page.keyboard().press("Tab");
        }
        rows.nth(1).locator("[data-do=up]").click();
        assertThat(rows.first().locator("[data-number]")).hasText("1");
        button("Сохранить в черновик").click();
        assertThat(page.locator(".problems")).containsText("Строка 1, столбец «Срок, рабочих часов»");
        assertThat(rows).hasCount(before + 1);
        looksRight("edit-table");
        page.locator(".problems a").click();
        page.keyboard().press("ControlOrMeta+A");
        page.keyboard().type("8");
        button("Сохранить в черновик").click();
        assertThat(page.locator(".saved")).containsText("Сохранено в черновик");
        assertThat(page.locator(".table-difference tr.change")).hasCount(1);

        page.navigate(address + "/form?path=forms/proposal-approval/check-terms.form");
        page.locator(".adding select").last().selectOption("checkbox");
        button("Добавить поле").last().click();
        page.keyboard().type("Нужен эксперт");
        looksRight("edit-form");
        page.onDialog(dialog -> dialog.accept());
        page.navigate(address + "/wording?path=templates/deal-letter.txt");
        looksRight("edit-wording");
        // The browser notes the refusal by itself.
        assertThat(consoleErrors()).allMatch(error -> error.contains("status of 400"));
    }
}
