package io.polisflow.web.personal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.crm.personal.Purposes;
import io.polisflow.security.CurrentUser;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Among the dictionaries: for what personal data is processed, and every version of what people agree to. */
@Controller
@RequestMapping("/crm/dictionaries/consents")
class ConsentTextController {

    private final Purposes purposes;
    private final Staff staff;
    private final CurrentUser user;
    private final DateTimeFormatter when;

    ConsentTextController(Purposes purposes, Staff staff, CurrentUser user, Clock clock) {
        this.purposes = purposes;
        this.staff = staff;
        this.user = user;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @param typed what to show in the field: the valid text, or what was refused */
    record PurposeView(Purpose purpose, String typed, String problem, List<VersionView> earlier) {}

    record VersionView(int version, String since, String author, String text) {}

    @GetMapping
    String show(Model model) {
        model.addAttribute("purposes", views(null, null, null));
        return "crm/personal/texts";
    }

    @PostMapping("/{purpose}")
    String reword(
            @PathVariable String purpose,
            @RequestParam int seen,
            @RequestParam(defaultValue = "") String text,
            Model model,
            HttpServletResponse answer) {
        try {
            purposes.reword(purpose, seen, text, user.id());
        } catch (RefusedException refused) {
            answer.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("purposes", views(purpose, text, refused.getMessage()));
            return "crm/personal/texts";
        }
        return "redirect:/crm/dictionaries/consents?saved#" + purpose;
    }

    private List<PurposeView> views(String refused, String typed, String problem) {
        return purposes.all().stream()
                .map(purpose -> {
                    boolean back = purpose.code().equals(refused);
                    return new PurposeView(
                            purpose,
                            back ? typed : purpose.text(),
                            back ? problem : null,
                            purposes.versions(purpose.code()).stream()
                                    .map(version -> new VersionView(
                                            version.version(),
                                            when.format(version.validFrom()),
                                            version.author() == null ? "из поставки" : staff.nameOf(version.author()),
                                            version.text()))
                                    .toList());
                })
                .toList();
    }
}
