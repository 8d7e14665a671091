package io.polisflow.web.sla;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.sla.bulk.BulkActions;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** What fails at which outside system, with the deals and the premium that it holds up, and the way to try it again. */
@Controller
class IncidentController {

    private final IncidentPages pages;
    private final BulkActions actions;
    private final BulkPages bulk;
    private final BoardAccess access;

    IncidentController(IncidentPages pages, BulkActions actions, BulkPages bulk, BoardAccess access) {
        this.pages = pages;
        this.actions = actions;
        this.bulk = bulk;
        this.access = access;
    }

    @GetMapping(IncidentPages.PATH)
    String incidents(
            @RequestParam(required = false) String system,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("incidents", pages.view(system, access.sight()));
        return BoardParts.view("incidents", part, response);
    }

    /** @param all whether every failed step of the system is meant */
    @PostMapping(IncidentPages.PATH)
    String retry(
            @RequestParam String system,
            @RequestParam(name = "task", defaultValue = "") List<String> steps,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        try {
            return "redirect:" + BulkPages.PATH + "/"
                    + actions.prepareRetry(
                            pages.steps(system, all ? null : steps, access.sight()),
                            "Сбои: " + pages.label(system),
                            bulk.author());
        } catch (RefusedException refusal) {
            model.addAttribute("refusal", refusal.getMessage());
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return incidents(system, part, model, response);
        }
    }
}
