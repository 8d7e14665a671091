package io.polisflow.web.clients;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.client.CardField;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages where two cards of one client become one, and where that is taken back. */
@Controller
@RequestMapping("/crm/clients")
class ClientMergeController {

    private final ClientMergePages pages;
    private final AuditTrail audit;

    ClientMergeController(ClientMergePages pages, AuditTrail audit) {
        this.pages = pages;
        this.audit = audit;
    }

    private static <T> T found(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого клиента или объединения нет", e);
        }
    }

    @GetMapping("/{id}/merge")
    String choose(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String text,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
            Model model) {
        model.addAttribute("client", found(() -> pages.client(id)));
        model.addAttribute("text", text);
        model.addAttribute("suspects", pages.suspects(id, text));
        model.addAttribute("past", pages.past(id));
        return fragment ? "crm/clients/merge :: suspects" : "crm/clients/merge";
    }

    @GetMapping(path = "/{id}/merge", params = "with")
    String compare(@PathVariable long id, @RequestParam("with") long with, Model model) {
        pages.requireRight(id, with);
        audit.saw(AuditSubject.client(with));
        try {
            model.addAttribute("preview", pages.preview(id, with));
        } catch (RefusedException refused) {
            model.addAttribute("problem", refused.getMessage());
            return choose(id, "", false, model);
        }
        return "crm/clients/merge-preview";
    }

    @PostMapping("/{id}/merge")
    String merge(
            @PathVariable long id,
            @RequestParam("with") long with,
            @RequestParam(name = "take", required = false) List<CardField> take) {
        pages.requireRight(id, with);
        Set<CardField> chosen = EnumSet.noneOf(CardField.class);
        if (take != null) {
            chosen.addAll(take);
        }
        return "redirect:/crm/clients/merges/" + pages.merge(id, with, chosen);
    }

    @GetMapping("/merges/{mergeId}")
    String merged(@PathVariable long mergeId, Model model) {
        model.addAttribute("merge", found(() -> pages.merged(mergeId)));
        return "crm/clients/merged";
    }

    @PostMapping("/merges/{mergeId}/undo")
    String undo(@PathVariable long mergeId) {
        found(() -> pages.merged(mergeId));
        pages.undo(mergeId);
        return "redirect:/crm/clients/merges/" + mergeId;
    }
}
