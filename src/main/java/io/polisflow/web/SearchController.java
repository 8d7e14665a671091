package io.polisflow.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of all that a text finds; the search box leads here. */
@Controller
class SearchController {

    private static final int MOST_OF_EACH = 30;

    private final SearchPages pages;

    SearchController(SearchPages pages) {
        this.pages = pages;
    }

    @GetMapping("/crm/search")
    String search(@RequestParam(name = "find", defaultValue = "") String text, Model model) {
        model.addAttribute("text", text.strip());
        model.addAttribute("groups", pages.find(text, MOST_OF_EACH));
        return "crm/search";
    }
}
