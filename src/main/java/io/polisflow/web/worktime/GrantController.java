package io.polisflow.web.worktime;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.Grants;
import io.polisflow.crm.access.SightGrant;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Staff.Employee;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which heads, supervisors and administrators give a colleague sight of another's deals. */
@Controller
@RequestMapping("/crm/grants")
class GrantController {

    private static final String PAGE = "crm/worktime/grants";
    private static final String BACK = "redirect:/crm/grants";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final Grants grants;
    private final Staff staff;
    private final CurrentUser user;
    private final Clock clock;

    GrantController(Grants grants, Staff staff, CurrentUser user, Clock clock) {
        this.grants = grants;
        this.staff = staff;
        this.user = user;
        this.clock = clock;
    }

    /** What was typed. @param lastDay as a date field sends it; blank for no end */
    record Form(String owner, String grantee, String lastDay) {

        private LocalDate day() {
            try {
                return lastDay == null || lastDay.isBlank() ? null : LocalDate.parse(lastDay);
            } catch (DateTimeParseException e) {
                throw new RefusedException("lastDay", "Укажите последний день датой");
            }
        }
    }

    record Row(long id, String owner, String grantee, String lastDay, String given) {}

    @GetMapping
    String list(Model model) {
        return page(new Form("", "", ""), model);
    }

    @PostMapping
    String give(
            @ModelAttribute("form") Form form, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        SightGrant given;
        try {
            given = grants.give(form.owner(), form.grantee(), form.day());
        } catch (RefusedException refused) {
            return refused(refused, form, model, response);
        }
        redirect.addFlashAttribute("done", "Доступ открыт. " + told(given));
        return BACK;
    }

    @PostMapping("/{id}/revoke")
    String revoke(@PathVariable long id, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        SightGrant closed;
        try {
            closed = grants.revoke(id);
        } catch (RefusedException refused) {
            return refused(refused, new Form("", "", ""), model, response);
        }
        redirect.addFlashAttribute("done", "Доступ закрыт. " + told(closed));
        return BACK;
    }

    private String told(SightGrant grant) {
        return "Чьи сделки: " + staff.nameOf(grant.owner()) + ". Кому: " + staff.nameOf(grant.grantee()) + ".";
    }

    private String refused(RefusedException refused, Form form, Model model, HttpServletResponse response) {
        model.addAttribute("refusal", refused.getMessage());
        model.addAttribute("refusedField", refused.field());
        response.setStatus(
                (refused instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST).value());
        return page(form, model);
    }

    private String page(Form form, Model model) {
        List<Employee> sellers = Stream.concat(
                        staff.salesManagers().stream(), staff.membersOf(UserGroup.HEADS.id()).stream())
                .distinct()
                .sorted(Comparator.comparing(Employee::name))
                .toList();
        Set<String> theirs =
                grants.ownersAmong(sellers.stream().map(Employee::id).collect(Collectors.toSet()));
        model.addAttribute("form", form);
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("administers", user.isIn(UserGroup.ADMINISTRATORS));
        model.addAttribute("sellers", sellers);
        model.addAttribute(
                "owners",
                sellers.stream().filter(each -> theirs.contains(each.id())).toList());
        model.addAttribute("grants", grants.standing().stream().map(this::row).toList());
        return PAGE;
    }

    private Row row(SightGrant grant) {
        return new Row(
                grant.id(),
                staff.nameOf(grant.owner()),
                staff.nameOf(grant.grantee()),
                grant.lastDay() == null ? "без срока" : DAY.format(grant.lastDay()),
                staff.nameOf(grant.grantedBy()) + ", "
                        + DAY.format(grant.grantedAt().atZone(clock.getZone())));
    }
}
