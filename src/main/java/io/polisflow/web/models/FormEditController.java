package io.polisflow.web.models;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.edit.FormChecks;
import io.polisflow.process.models.edit.FormFile;
import io.polisflow.process.models.edit.FormKinds;
import io.polisflow.process.models.edit.FormProperty;
import io.polisflow.process.models.edit.FormSheet;
import io.polisflow.process.models.edit.FormSheet.Item;
import io.polisflow.process.models.edit.FormSheet.Problem;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.models.DraftEditing.Opened;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

/** A form of a draft, changed field by field on a page. */
@Controller
@RequestMapping("/crm/models/drafts/{id}/form")
class FormEditController {

    private static final String VIEW = "models/edit-form";
    /** A form within a form within a form is none that anybody fills in. */
    private static final int DEEPEST = 10;

    private final DraftEditing editing;
    private final CurrentUser user;

    FormEditController(DraftEditing editing, CurrentUser user) {
        this.editing = editing;
        this.user = user;
    }

    @GetMapping
    String show(@PathVariable long id, @RequestParam String path, Model model) {
        Opened opened = editing.open(id, path, EditedKind.FORM);
        return page(opened, read(opened.content()).sheet(), List.of(), model);
    }

    @PostMapping
    String save(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam String basis,
            @RequestParam String path,
            @RequestParam(required = false) String complete,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Opened opened = editing.open(id, path, EditedKind.FORM);
        Saving.requireWhole(complete);
        FormSheet now = read(opened.content()).sheet();
        FormSheet sheet = new FormSheet(now.id(), new Typed(typed, now).items("", 0));
        List<Problem> problems = FormChecks.problems(sheet);
        return new Saving(model, response, redirect)
                .ended(
                        id,
                        () -> {
                            if (!problems.isEmpty()) {
                                throw new RefusedException(null, "Не сохранено: исправьте отмеченные поля.");
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

    private static String page(Opened opened, FormSheet sheet, List<Problem> problems, Model model) {
        model.addAttribute("file", opened.file());
        model.addAttribute("sheet", sheet);
        model.addAttribute("problems", problems);
        model.addAttribute(
                "wrong",
                problems.stream()
                        .map(problem ->
                                problem.item() + "." + problem.property().name())
                        .collect(Collectors.toSet()));
        model.addAttribute(
                "kinds",
                FormKinds.ADDED.stream()
                        .map(type -> FormFile.blank("blank-row", type))
                        .toList());
        return VIEW;
    }

    private static FormFile read(byte[] content) {
        return FormFile.of(content)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT, "Файл не читается: исправьте его в Camunda Modeler и загрузите снова"));
    }

    /** What the page sent, put together as a form again. */
    private record Typed(MultiValueMap<String, String> values, Map<String, Item> known) {

        Typed(MultiValueMap<String, String> values, FormSheet now) {
            this(values, now.all().stream().collect(Collectors.toMap(Item::id, Function.identity())));
        }

        /** In the order in which the page has them. */
        List<Item> items(String holder, int depth) {
            return depth > DEEPEST
                    ? List.of()
                    : values.getOrDefault("item", List.of()).stream()
                            .filter(item -> holder.equals(values.getFirst("holder." + item)))
                            .map(item -> item(item, depth))
                            .toList();
        }

        private Item item(String id, int depth) {
            Item there = known.get(id);
            Item form = there == null ? FormFile.blank(id, type(id)) : there;
            Map<FormProperty, String> typed = new EnumMap<>(FormProperty.class);
            form.values().forEach((property, now) -> typed.put(property, value(id, property, now, form.isNew())));
            return new Item(
                    id,
                    form.type(),
                    form.isNew(),
                    typed,
                    form.holds(),
                    form.holds() ? items(id, depth + 1) : List.of(),
                    form.source());
        }

        private String type(String id) {
            String type = values.getFirst("type." + id);
            if (type == null || !FormKinds.ADDED.contains(type)) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Поле такого вида здесь не добавить");
            }
            return type;
        }

        /** What the page does not show stays; so does the variable of a field that is there. */
        private String value(String id, FormProperty property, String now, boolean isNew) {
            List<String> sent = values.get("typed." + id + "." + property.name());
            return sent == null || property == FormProperty.KEY && !isNew
                    ? now
                    : TypedText.lines(sent.get(sent.size() - 1));
        }
    }
}
