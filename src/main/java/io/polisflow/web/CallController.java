package io.polisflow.web;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.crm.telephony.OrderedCall;
import io.polisflow.security.CurrentUser;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The page from which a manager calls a contact and sees what becomes of it, and the calls that belong to no deal. */
@Controller
@RequestMapping("/crm")
class CallController {

    private final Calls calls;
    private final CallPages pages;
    private final CurrentUser user;

    CallController(Calls calls, CallPages pages, CurrentUser user) {
        this.calls = calls;
        this.pages = pages;
        this.user = user;
    }

    @GetMapping("/calls")
    String unattached(Model model) {
        model.addAttribute("calls", pages.unattached());
        return "crm/unattached-calls";
    }

    /** @param command of the click that led here, or null when nobody has clicked yet */
    @GetMapping("/deals/{number}/call")
    ModelAndView page(
            @PathVariable String number, @RequestParam Long contact, @RequestParam(required = false) String command) {
        ModelAndView page = page(number, contact, HttpStatus.OK);
        if (command != null) {
            page.addObject("command", command);
            page.addObject("call", ordered(number, command));
        }
        return page;
    }

    /** The call alone, which the page fetches again while it goes on. */
    @GetMapping("/deals/{number}/call/state")
    String state(@PathVariable String number, @RequestParam String command, Model model) {
        model.addAttribute("call", ordered(number, command));
        return "crm/calls :: call";
    }

    @PostMapping("/deals/{number}/call")
    ModelAndView call(
            @PathVariable String number, @RequestParam Long contact, @RequestParam(required = false) String command) {
        try {
            OrderedCall order = calls.order(number, contact, user.id(), command);
            String back = UriComponentsBuilder.fromPath("/crm/deals/{number}/call")
                    .queryParam("contact", contact)
                    .queryParam("command", order.commandId())
                    .build(number)
                    .toString();
            return new ModelAndView("redirect:" + back);
        } catch (RefusedException e) {
            HttpStatus status = e instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
            return page(number, contact, status).addObject("problem", e.getMessage());
        }
    }

    private ModelAndView page(String number, Long contact, HttpStatus status) {
        CallPages.Callee callee = pages.callee(number, contact)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Такой сделки нет, или у её клиента нет такого контакта"));
        // A fresh id for each page: the form that is sent twice rings once.
        return new ModelAndView(
                "crm/call",
                Map.of(
                        "number",
                        number,
                        "callee",
                        callee,
                        "next",
                        UUID.randomUUID().toString()),
                status);
    }

    private CallView ordered(String number, String command) {
        return pages.ordered(number, command)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого вызова нет"));
    }
}
