package io.polisflow.web;

import io.polisflow.crm.agenda.CalendarFeeds;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The calendar of touches: one's own, and for heads and supervisors anybody's. */
@Controller
@RequestMapping("/crm/calendar")
class CalendarController {

    private final CalendarPages pages;
    private final CalendarFeeds feeds;
    private final CurrentUser user;

    CalendarController(CalendarPages pages, CalendarFeeds feeds, CurrentUser user) {
        this.pages = pages;
        this.feeds = feeds;
        this.user = user;
    }

    @GetMapping
    String week(
            @RequestParam(required = false) String week, @RequestParam(required = false) String owner, Model model) {
        boolean own = owner == null || owner.isBlank() || owner.equals(user.id());
        boolean mayChoose = user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS);
        if (!own && !mayChoose) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Чужой календарь открывают руководители и супервизоры");
        }
        if (!own && pages.managers().stream().noneMatch(manager -> manager.id().equals(owner))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого менеджера нет");
        }
        model.addAttribute("week", pages.week(own ? user.id() : owner, week));
        model.addAttribute("owner", own ? null : owner);
        model.addAttribute("mayChoose", mayChoose);
        if (own) {
            model.addAttribute("feed", pages.feed(feeds.find(user.id())));
        }
        if (mayChoose) {
            model.addAttribute("managers", pages.managers());
        }
        return "crm/calendar";
    }
}
