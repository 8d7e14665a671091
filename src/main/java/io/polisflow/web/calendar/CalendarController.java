package io.polisflow.web.calendar;

import io.polisflow.crm.agenda.CalendarFeeds;
import io.polisflow.web.DealAccess;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The calendar: one's own, and for heads and supervisors anybody's. */
@Controller
@RequestMapping(CalendarAddress.PATH)
class CalendarController {

    private final CalendarPages pages;
    private final CalendarFeeds feeds;
    private final PlanChoices choices;
    private final CalendarRights rights;
    private final DealAccess deals;

    CalendarController(
            CalendarPages pages, CalendarFeeds feeds, PlanChoices choices, CalendarRights rights, DealAccess deals) {
        this.deals = deals;
        this.choices = choices;
        this.pages = pages;
        this.feeds = feeds;
        this.rights = rights;
    }

    @GetMapping
    String calendar(
            @RequestParam(required = false) String view,
            @RequestParam(required = false) String date,
            @RequestParam(required = false) String owner,
            Model model) {
        CalendarAddress address = CalendarAddress.parse(view, date, owner, pages.today());
        model.addAttribute("page", pages.page(address));
        if (address.owner() == null || address.owner().equals(rights.me())) {
            model.addAttribute("feed", pages.feed(feeds.find(rights.me())));
        }
        return "crm/calendar";
    }

    /** All of one touch, and what may be done with it. */
    @GetMapping("/touches/{id}")
    String touch(@PathVariable long id, Model model) {
        model.addAttribute("touch", pages.touch(id));
        return "crm/calendar-touch :: card";
    }

    /** The deals that a touch may be planned for. */
    @GetMapping("/deals")
    String deals(
            @RequestParam(required = false) String text,
            @RequestParam(required = false) String owner,
            @RequestParam(required = false) String deal,
            Model model) {
        rights.requireMayPlan();
        model.addAttribute("choices", choices.deals(text, owner, deal));
        return "crm/calendar-plan :: deals";
    }

    @GetMapping("/deals/{number}/contacts")
    String contacts(@PathVariable String number, Model model) {
        rights.requireMayPlan();
        deals.findToAct(number);
        model.addAttribute("contacts", choices.contacts(number));
        return "crm/calendar-plan :: contacts";
    }
}
