package io.polisflow.web;

import io.polisflow.security.CurrentUser;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page on which administrators and supervisors keep the dictionaries; others are turned away by the sign-on rules. */
@Controller
@RequestMapping("/crm/dictionaries")
class DictionaryController {

    private final DictionaryActions actions;
    private final CurrentUser user;

    DictionaryController(DictionaryActions actions, CurrentUser user) {
        this.actions = actions;
        this.user = user;
    }

    @ModelAttribute("userName")
    String userName() {
        return user.fullName();
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("dictionaries", actions.all());
        model.addAttribute("changes", actions.changes());
        return "crm/dictionaries";
    }
}
