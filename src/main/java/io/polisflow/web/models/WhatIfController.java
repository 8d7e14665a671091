package io.polisflow.web.models;

import io.polisflow.web.TableFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a draft's tables would have answered within a year, fetched into the draft's page, and the same as a file. */
@Controller
@RequestMapping("/crm/models/drafts/{id}/what-if")
class WhatIfController {

    private final WhatIfPages pages;

    WhatIfController(WhatIfPages pages) {
        this.pages = pages;
    }

    @GetMapping
    String answered(@PathVariable long id, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("tables", pages.tables(id));
        return "models/what-if :: answered";
    }

    @GetMapping("/deals")
    String deals(
            @PathVariable long id,
            @RequestParam String table,
            @RequestParam(required = false) Integer group,
            @RequestParam(defaultValue = "0") int from,
            Model model) {
        model.addAttribute("id", id);
        model.addAttribute("deals", pages.deals(id, table, group, from));
        return "models/what-if :: deals";
    }

    @GetMapping("/deals.csv")
    void csv(@PathVariable long id, @RequestParam String table, HttpServletResponse response) throws IOException {
        TableFormat.CSV.announce(response, "Что было бы за год " + table);
        pages.write(id, table, TableFormat.CSV, response.getOutputStream());
    }
}
