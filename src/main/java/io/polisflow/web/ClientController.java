package io.polisflow.web;

import io.polisflow.security.CurrentUser;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** A client's card in the CRM workspace. */
@Controller
@RequestMapping("/crm/clients")
class ClientController {

    private final ClientPages pages;
    private final ClientActions actions;
    private final CurrentUser user;

    ClientController(ClientPages pages, ClientActions actions, CurrentUser user) {
        this.pages = pages;
        this.actions = actions;
        this.user = user;
    }

    @ModelAttribute("userName")
    String userName() {
        return user.fullName();
    }

    @GetMapping("/{id}")
    String card(@PathVariable long id, Model model) {
        try {
            long goesOn = pages.goesOnAs(id);
            if (goesOn != id) {
                return "redirect:/crm/clients/" + goesOn;
            }
            model.addAttribute("client", pages.card(id));
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого клиента нет", e);
        }
        model.addAttribute("mayChange", actions.mayChange(id));
        return "crm/client";
    }
}
