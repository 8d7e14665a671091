package io.polisflow.web;

import io.polisflow.security.CurrentUser;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of clients in the CRM workspace. */
@Controller
@RequestMapping("/crm/clients")
class ClientController {

    private final ClientPages pages;
    private final CurrentUser user;

    ClientController(ClientPages pages, CurrentUser user) {
        this.pages = pages;
        this.user = user;
    }

    @ModelAttribute("userName")
    String userName() {
        return user.fullName();
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("text", text);
        model.addAttribute("clients", pages.list(text, page));
        return "crm/clients";
    }
}
