package io.polisflow.web.worktime;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Staff.Employee;
import io.polisflow.crm.leave.LeavePlanner;
import io.polisflow.crm.leave.LeavePlanner.Actor;
import io.polisflow.crm.leave.LeavePlanner.Leave;
import io.polisflow.crm.leave.Substitution;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which people say who does their work while they are away, and heads say it for theirs. */
@Controller
@RequestMapping("/crm/substitutions")
class SubstitutionController {

    private static final String PAGE = "crm/worktime/substitutions";
    private static final String LIST = "redirect:/crm/substitutions";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final LeavePlanner planner;
    private final Staff staff;
    private final CurrentUser user;
    private final Clock clock;

    SubstitutionController(LeavePlanner planner, Staff staff, CurrentUser user, Clock clock) {
        this.planner = planner;
        this.staff = staff;
        this.user = user;
        this.clock = clock;
    }

    /** What was typed. @param id null for a new one */
    record Form(Long id, String absent, String substitute, String firstDay, String lastDay, Integer revision) {

        Form {
            revision = revision == null ? 0 : revision;
        }

        private Leave asked() {
            return new Leave(absent, substitute, day("firstDay", firstDay), day("lastDay", lastDay));
        }

        private static LocalDate day(String field, String typed) {
            try {
                return typed == null || typed.isBlank() ? null : LocalDate.parse(typed.strip());
            } catch (DateTimeParseException e) {
                throw new RefusedException(field, "Укажите день по календарю, например 15.12.2026");
            }
        }
    }

    /** @param mine whether the person may change it; the substitute only reads */
    record Row(
            long id,
            String absent,
            String substitute,
            String days,
            String state,
            boolean ended,
            boolean mine,
            int revision) {}

    @GetMapping
    String list(Model model) {
        return page(new Form(null, user.id(), "", "", "", 0), model);
    }

    @GetMapping("/{id}")
    String edit(@PathVariable long id, Model model) {
        return page(form(found(id)), model);
    }

    @PostMapping
    String enter(
            @ModelAttribute("form") Form form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        try {
            planner.enter(actor(), form.asked());
        } catch (RefusedException refused) {
            return refused(refused, form, model, response);
        }
        redirect.addFlashAttribute("done", "Замещение добавлено.");
        return LIST;
    }

    @PostMapping("/{id}")
    String change(
            @PathVariable long id,
            @ModelAttribute("form") Form form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Substitution before = found(id);
        try {
            planner.change(actor(), id, form.revision(), form.asked());
        } catch (RefusedException refused) {
            Form again = new Form(
                    id, before.absent(), form.substitute(), form.firstDay(), form.lastDay(), before.revision());
            return refused(refused, again, model, response);
        }
        redirect.addFlashAttribute("done", "Сохранено.");
        return LIST;
    }

    @PostMapping("/{id}/end")
    String end(
            @PathVariable long id,
            @RequestParam int revision,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return act(
                id,
                "Замещение завершено. Его можно вернуть.",
                model,
                response,
                redirect,
                () -> planner.end(actor(), id, revision));
    }

    @PostMapping("/{id}/resume")
    String resume(
            @PathVariable long id,
            @RequestParam int revision,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return act(
                id,
                "Замещение снова действует.",
                model,
                response,
                redirect,
                () -> planner.resume(actor(), id, revision));
    }

    private String act(
            long id,
            String done,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect,
            Runnable action) {
        found(id);
        try {
            action.run();
        } catch (RefusedException refused) {
            return refused(refused, new Form(null, user.id(), "", "", "", 0), model, response);
        }
        redirect.addFlashAttribute("done", done);
        return LIST;
    }

    private Substitution found(long id) {
        try {
            return planner.get(actor(), id);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого замещения нет", e);
        }
    }

    private static Form form(Substitution found) {
        return new Form(
                found.id(),
                found.absent(),
                found.substitute(),
                found.firstDay().toString(),
                found.lastDay().toString(),
                found.revision());
    }

    private String refused(RefusedException refused, Form form, Model model, HttpServletResponse response) {
        model.addAttribute("refusal", refused.getMessage());
        model.addAttribute("refusedField", refused.field());
        response.setStatus(
                (refused instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST).value());
        return page(form, model);
    }

    private String page(Form form, Model model) {
        Actor actor = actor();
        List<Employee> people = planner.answeredForBy(actor);
        model.addAttribute("form", form);
        model.addAttribute("old", form.id() != null);
        model.addAttribute("absentName", staff.nameOf(form.absent()));
        model.addAttribute("people", people);
        model.addAttribute("substitutes", planner.substitutesFor(people));
        model.addAttribute("administers", user.isIn(UserGroup.ADMINISTRATORS));
        LocalDate today = LocalDate.now(clock);
        model.addAttribute(
                "rows",
                planner.seenBy(actor).stream()
                        .map(each -> row(each, people, today))
                        .toList());
        return PAGE;
    }

    private Row row(Substitution each, List<Employee> people, LocalDate today) {
        boolean mine = people.stream().anyMatch(person -> person.id().equals(each.absent()));
        String state = each.isEnded()
                ? "завершено досрочно"
                : each.isInForce(today) ? "действует" : "начнётся " + DAY.format(each.firstDay());
        return new Row(
                each.id(),
                staff.nameOf(each.absent()),
                staff.nameOf(each.substitute()),
                DAY.format(each.firstDay()) + " – " + DAY.format(each.lastDay()),
                state,
                each.isEnded(),
                mine,
                each.revision());
    }

    private Actor actor() {
        return new Actor(user.id(), user.groups());
    }
}
