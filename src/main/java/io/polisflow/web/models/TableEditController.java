package io.polisflow.web.models;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.edit.TableFile;
import io.polisflow.process.models.edit.TableSheet;
import io.polisflow.process.models.edit.TableSheet.Problem;
import io.polisflow.process.models.edit.TableSheet.Row;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.models.DraftEditing.Opened;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A decision table of a draft, changed cell by cell on a page. */
@Controller
@RequestMapping("/crm/models/drafts/{id}/table")
class TableEditController {

    private static final String VIEW = "models/edit-table";
    private static final String ANYTHING = "любое";

    private final DraftEditing editing;
    private final CurrentUser user;

    TableEditController(DraftEditing editing, CurrentUser user) {
        this.editing = editing;
        this.user = user;
    }

    @GetMapping
    String show(
            @PathVariable long id,
            @RequestParam String path,
            @RequestParam(required = false) String decision,
            Model model) {
        Opened opened = editing.open(id, path, EditedKind.TABLE);
        return page(opened, sheet(opened, decision), List.of(), model);
    }

    @PostMapping
    String save(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam String basis,
            @RequestParam String path,
            @RequestParam String decision,
            @RequestParam(required = false) String complete,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Opened opened = editing.open(id, path, EditedKind.TABLE);
        Saving.requireWhole(complete);
        TableSheet sheet = typed(sheet(opened, decision), typed);
        List<Problem> problems = TableFile.problems(sheet);
        return new Saving(model, response, redirect)
                .ended(
                        id,
                        () -> {
                            if (!problems.isEmpty()) {
                                throw new RefusedException(null, "Не сохранено: исправьте отмеченные ячейки.");
                            }
                            return editing.keep(
                                    id,
                                    version,
                                    basis,
                                    path,
                                    content -> read(content).with(sheet),
                                    user.id());
                        },
                        () -> page(opened, sheet, problems, model));
    }

    private static String page(Opened opened, TableSheet sheet, List<Problem> problems, Model model) {
        model.addAttribute("file", opened.file());
        model.addAttribute("tables", read(opened.content()).tables());
        model.addAttribute("sheet", sheet);
        model.addAttribute("problems", problems);
        model.addAttribute(
                "wrong",
                problems.stream()
                        .map(problem -> problem.row() + "." + problem.column())
                        .collect(Collectors.toSet()));
        model.addAttribute(
                "blank",
                new Row("blank-row", sheet.columns().stream().map(column -> "").toList(), ""));
        model.addAttribute("longest", TableFile.LONGEST_CELL);
        return VIEW;
    }

    private static TableFile read(byte[] content) {
        return TableFile.of(content)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT, "Файл не читается: исправьте его в Camunda Modeler и загрузите снова"));
    }

    private static TableSheet sheet(Opened opened, String decision) {
        TableFile file = read(opened.content());
        String wanted =
                decision == null ? file.tables().keySet().stream().findFirst().orElse("") : decision;
        return file.sheet(wanted)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой таблицы в файле нет"));
    }

    /** Rows in the order in which the page has them. */
    private static TableSheet typed(TableSheet sheet, MultiValueMap<String, String> typed) {
        List<Row> rows = new ArrayList<>();
        for (String row : typed.getOrDefault("row", List.of())) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < sheet.columns().size(); i++) {
                String cell = TypedText.lines(typed.getFirst("cell." + row + "." + i));
                boolean anything = sheet.columns().get(i).input() && cell.equalsIgnoreCase(ANYTHING);
                cells.add(anything ? "" : cell);
            }
            rows.add(new Row(row, cells, TypedText.lines(typed.getFirst("note." + row))));
        }
        return sheet.with(rows);
    }
}
