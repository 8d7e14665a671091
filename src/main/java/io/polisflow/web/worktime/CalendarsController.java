package io.polisflow.web.worktime;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.CalendarEditor;
import io.polisflow.crm.calendar.CalendarRegion;
import io.polisflow.crm.calendar.OfficeHours;
import io.polisflow.crm.calendar.Regions;
import io.polisflow.crm.calendar.Regions.RegionForm;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of calendars by which deadlines are counted, where an administrator adds a region's. */
@Controller
@RequestMapping("/crm/calendars")
class CalendarsController {

    private final CalendarEditor editor;
    private final Regions regions;
    private final WorkingCalendars calendars;
    private final CurrentUser user;
    private final Clock clock;

    CalendarsController(
            CalendarEditor editor, Regions regions, WorkingCalendars calendars, CurrentUser user, Clock clock) {
        this.editor = editor;
        this.regions = regions;
        this.calendars = calendars;
        this.user = user;
        this.clock = clock;
    }

    /** @param missing years that should have been entered and are not */
    record Row(String code, String name, String hours, String zone, List<Integer> years, List<Integer> missing) {}

    @GetMapping
    String list(Model model) {
        if (!model.containsAttribute("form")) {
            model.addAttribute("form", new RegionForm("", "", "", "", "", "", ""));
        }
        model.addAttribute("mayEdit", user.isIn(UserGroup.ADMINISTRATORS));
        model.addAttribute("calendars", editor.all().stream().map(this::row).toList());
        return "crm/worktime/calendars";
    }

    private Row row(CalendarRegion region) {
        OfficeHours hours = calendars.of(region.code()).hours();
        return new Row(
                region.code(),
                region.name(),
                hours.described(),
                hours.zone().getId(),
                editor.years(region.code()),
                calendars.missingYears(region.code()));
    }

    @GetMapping("/{code}")
    String currentYear(@PathVariable String code) {
        return "redirect:/crm/calendars/" + code + "/" + LocalDate.now(clock).getYear();
    }

    @PostMapping
    String add(
            @ModelAttribute("form") RegionForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        try {
            regions.add(form, user.id());
        } catch (RefusedException refused) {
            model.addAttribute("refusal", refused.getMessage());
            model.addAttribute("refusedField", refused.field());
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return list(model);
        }
        redirect.addFlashAttribute(
                "done",
                "Календарь добавлен. Отметьте в нём праздники региона: остальное он берёт из календаря страны.");
        return "redirect:/crm/calendars/" + form.code();
    }
}
