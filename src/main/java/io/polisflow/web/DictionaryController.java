package io.polisflow.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page on which administrators and supervisors keep the dictionaries; others are turned away by the sign-on rules. */
@Controller
@RequestMapping("/crm/dictionaries")
class DictionaryController {

    private final DictionaryActions actions;

    DictionaryController(DictionaryActions actions) {
        this.actions = actions;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("dictionaries", actions.all());
        model.addAttribute("changes", actions.changes());
        return "crm/dictionaries";
    }
}
