package io.polisflow.web;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.NoSuchElementException;
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

/** A client's card: the whole page by its address, and its parts when a page or a task's tab asks for one. */
@Controller
@RequestMapping("/crm/clients/{id}")
class CardController {

    private static final String PARTS = "crm/client-card :: ";

    private final AuditTrail audit;
    private final CardPages pages;
    private final CardPageModel cardModel;
    private final CardHistory history;
    private final CardForms forms;
    private final ClientActions actions;

    CardController(
            CardPages pages,
            CardPageModel cardModel,
            CardHistory history,
            CardForms forms,
            ClientActions actions,
            AuditTrail audit) {
        this.audit = audit;
        this.pages = pages;
        this.cardModel = cardModel;
        this.history = history;
        this.forms = forms;
        this.actions = actions;
    }

    /**
     * @param touches which events the timeline shows, e.g. {@code letters}
     * @param shown how many of them
     * @param changes how many lines of the audit trail
     */
    @GetMapping
    String card(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String touches,
            @RequestParam(defaultValue = "0") int shown,
            @RequestParam(defaultValue = "0") int changes,
            @RequestHeader(name = "HX-Target", defaultValue = "") String target,
            HttpServletRequest request,
            Model model) {
        long goesOn = known(id);
        if (goesOn != id) {
            return "redirect:/crm/clients/" + goesOn;
        }
        // A step back in the browser asks by htmx too, but for the whole page.
        boolean part =
                request.getHeader("HX-Request") != null && request.getHeader("HX-History-Restore-Request") == null;
        if (part && target.equals("timeline")) {
            model.addAttribute("timeline", history.timeline(id, touches, shown));
            return PARTS + "timeline";
        }
        if (part && target.equals("trail")) {
            model.addAttribute("trail", history.trail(id, changes));
            return PARTS + "trail";
        }
        cardModel.put(id, touches, shown, changes, model);
        return part ? PARTS + "card" : "crm/client";
    }

    @GetMapping("/requisites")
    String requisites(@PathVariable long id, Model model) {
        model.addAttribute("requisites", pages.requisites(known(id), actions.mayChange(id)));
        return PARTS + "requisites";
    }

    @GetMapping("/requisites/edit")
    String editRequisites(@PathVariable long id, Model model) {
        model.addAttribute("form", forms.requisites(known(id)));
        return PARTS + "requisites-edit";
    }

    @PostMapping("/requisites")
    String saveRequisites(@PathVariable long id, @RequestParam Map<String, String> sent, Model model) {
        CardForms.Answer answer = forms.saveRequisites(known(id), sent);
        if (answer.form() != null) {
            model.addAttribute("form", answer.form());
            return PARTS + "requisites-edit";
        }
        model.addAttribute("notice", answer.notice());
        return requisites(id, model);
    }

    /** @param edit id of the person to edit, {@code new} for somebody new */
    @GetMapping("/contacts")
    String contacts(@PathVariable long id, @RequestParam(defaultValue = "") String edit, Model model) {
        if (edit.equals("new")) {
            model.addAttribute("form", forms.contact(known(id), null));
        } else if (edit.matches("\\d{1,18}")) {
            model.addAttribute("form", forms.contact(known(id), Long.valueOf(edit)));
            model.addAttribute("edited", Long.valueOf(edit));
        }
        return people(id, model);
    }

    @PostMapping("/contacts")
    String addContact(@PathVariable long id, @RequestParam Map<String, String> sent, Model model) {
        take(forms.saveContact(known(id), null, sent), null, model);
        return people(id, model);
    }

    @PostMapping("/contacts/{contactId}")
    String saveContact(
            @PathVariable long id, @PathVariable long contactId, @RequestParam Map<String, String> sent, Model model) {
        take(forms.saveContact(known(id), contactId, sent), contactId, model);
        return people(id, model);
    }

    private static void take(CardForms.Answer answer, Long contactId, Model model) {
        model.addAttribute("form", answer.form());
        model.addAttribute("edited", answer.form() == null ? null : contactId);
        model.addAttribute("notice", answer.notice());
    }

    private String people(long id, Model model) {
        CardView.Contacts contacts = pages.contacts(known(id), actions.mayChange(id));
        model.addAttribute("contacts", contacts);
        // Whoever is not on the card, or not any more, is edited below the others.
        model.addAttribute("below", contacts.people().stream().noneMatch(person -> Long.valueOf(person.id())
                .equals(model.getAttribute("edited"))));
        return PARTS + "contacts";
    }

    /** @throws ResponseStatusException when there is no such client */
    private long known(long id) {
        try {
            long goesOn = pages.goesOnAs(id);
            audit.saw(AuditSubject.client(goesOn));
            return goesOn;
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого клиента нет", e);
        }
    }
}
