package io.polisflow.web.worktime;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.branch.Branch;
import io.polisflow.crm.branch.BranchEditor;
import io.polisflow.crm.branch.Branches;
import io.polisflow.crm.calendar.CalendarEditor;
import io.polisflow.crm.calendar.CalendarRegion;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Staff.Employee;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages on which administrators say who works in which branch, under which head and by which calendar. */
@Controller
@RequestMapping("/crm/branches")
class BranchController {

    private static final String PAGE = "crm/worktime/branch";
    private static final String LIST = "redirect:/crm/branches";

    private final Branches branches;
    private final BranchEditor editor;
    private final CalendarEditor calendars;
    private final Staff staff;

    BranchController(Branches branches, BranchEditor editor, CalendarEditor calendars, Staff staff) {
        this.branches = branches;
        this.editor = editor;
        this.calendars = calendars;
        this.staff = staff;
    }

    /** What was typed. */
    record Form(String code, String name, String calendar, String head, Set<String> members, Integer revision) {

        Form {
            members = members == null ? Set.of() : new TreeSet<>(members);
            calendar = calendar == null ? "" : calendar;
            revision = revision == null ? 0 : revision;
        }

        private BranchEditor.BranchForm asked() {
            return new BranchEditor.BranchForm(name, calendar, head, members);
        }

        private Form over(int seen) {
            return new Form(code, name, calendar, head, members, seen);
        }
    }

    record Row(String code, String name, String calendar, String head, String members) {}

    /** @param elsewhere the name of the branch in which the person works already; null when in none or in this one */
    record Person(String login, String name, boolean member, String elsewhere) {}

    @GetMapping
    String list(Model model) {
        Map<String, String> names = calendarNames();
        model.addAttribute(
                "branches",
                branches.all().stream()
                        .map(branch -> new Row(
                                branch.code(),
                                branch.name(),
                                names.get(branch.calendar()),
                                branch.head() == null ? "не назначен" : staff.nameOf(branch.head()),
                                branch.members().stream().map(staff::nameOf).collect(Collectors.joining(", "))))
                        .toList());
        return "crm/worktime/branches";
    }

    @GetMapping("/new")
    String blank(Model model) {
        return page(new Form("", "", WorkingCalendars.COUNTRY, "", Set.of(), 0), false, model);
    }

    @PostMapping
    String found(
            @ModelAttribute("form") Form form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        try {
            editor.found(form.code(), form.asked());
        } catch (RefusedException refused) {
            return refused(refused, form, false, model, response);
        }
        redirect.addFlashAttribute("done", "Филиал добавлен.");
        return LIST;
    }

    @GetMapping("/{code}")
    String edit(@PathVariable String code, Model model) {
        Branch branch = branch(code);
        return page(
                new Form(code, branch.name(), branch.calendar(), branch.head(), branch.members(), branch.revision()),
                true,
                model);
    }

    @PostMapping("/{code}")
    String change(
            @PathVariable String code,
            @ModelAttribute("form") Form form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        int seen = branch(code).revision();
        try {
            editor.change(code, form.revision(), form.asked());
        } catch (RefusedException refused) {
            return refused(refused, form.over(seen), true, model, response);
        }
        redirect.addFlashAttribute("done", "Сохранено. Новые сроки сотрудников считаются по календарю филиала.");
        return LIST;
    }

    private Branch branch(String code) {
        return branches.find(code)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого филиала нет"));
    }

    private String refused(
            RefusedException refused, Form form, boolean old, Model model, HttpServletResponse response) {
        model.addAttribute("refusal", refused.getMessage());
        model.addAttribute("refusedField", refused.field());
        response.setStatus(
                (refused instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST).value());
        return page(form, old, model);
    }

    private String page(Form form, boolean old, Model model) {
        Map<String, String> working = new HashMap<>();
        branches.all().stream()
                .filter(branch -> !old || !branch.code().equals(form.code()))
                .forEach(branch -> branch.members().forEach(login -> working.put(login, branch.name())));
        List<Employee> all = staff.all();
        model.addAttribute("form", form);
        model.addAttribute("old", old);
        model.addAttribute("calendars", calendars.all());
        model.addAttribute("heads", all);
        model.addAttribute(
                "people",
                all.stream()
                        .map(each -> new Person(
                                each.id(), each.name(), form.members().contains(each.id()), working.get(each.id())))
                        .toList());
        return PAGE;
    }

    private Map<String, String> calendarNames() {
        return calendars.all().stream().collect(Collectors.toMap(CalendarRegion::code, CalendarRegion::name));
    }
}
