package io.polisflow.web.sla;

import io.polisflow.web.DealAccess;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** «Как шло время»: a part of the deal's page, and of an instance in Cockpit. */
@Controller
class TimeController {

    private final TimePages pages;
    private final BoardAccess access;
    private final DealAccess deals;

    TimeController(TimePages pages, BoardAccess access, DealAccess deals) {
        this.pages = pages;
        this.access = access;
        this.deals = deals;
    }

    /** Of the instance, and of the whole deal to which it belongs. */
    @GetMapping("/crm/deadlines/instances/{instance}/time")
    String ofInstance(@PathVariable String instance, Model model) {
        access.sight();
        model.addAttribute("times", pages.ofInstance(instance));
        return "crm/deal/time :: times";
    }

    @GetMapping("/crm/deals/{number}/time")
    String ofDeal(@PathVariable String number, Model model) {
        deals.find(number);
        model.addAttribute("times", pages.ofDeal(number).map(List::of).orElse(List.of()));
        return "crm/deal/time :: times";
    }
}
