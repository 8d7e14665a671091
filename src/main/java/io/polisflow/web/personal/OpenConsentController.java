package io.polisflow.web.personal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.letter.Unsubscribing;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.crm.personal.Purposes;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** What anybody may open without signing on: the texts that a site links to, and the way out of advertising letters. */
@Controller
@Hidden
class OpenConsentController {

    private final Purposes purposes;
    private final Unsubscribing unsubscribing;

    OpenConsentController(Purposes purposes, Unsubscribing unsubscribing) {
        this.purposes = purposes;
        this.unsubscribing = unsubscribing;
    }

    /** A purpose with the version of its text that a form names today. */
    record PublishedText(String purpose, int version, String name, String text) {}

    @GetMapping(path = "/hooks/consents", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<PublishedText> texts() {
        return purposes.all().stream()
                .map(purpose -> new PublishedText(purpose.code(), purpose.version(), purpose.name(), purpose.text()))
                .toList();
    }

    @GetMapping("/hooks/consents/{purpose}/{version}")
    String text(@PathVariable String purpose, @PathVariable int version, Model model) {
        try {
            Purpose found = purposes.of(purpose, version);
            model.addAttribute("purpose", found);
        } catch (RefusedException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого текста нет", e);
        }
        return "crm/personal/text";
    }

    /** Opening the link changes nothing: mail programs open links by themselves. */
    @GetMapping(Unsubscribing.PATH + "{key}")
    String ask(@PathVariable String key, Model model) {
        List<String> recipients = known(key);
        model.addAttribute("key", key);
        model.addAttribute("several", recipients.size() > 1);
        return "crm/personal/unsubscribe";
    }

    /** Also the button of the reader's mail program (RFC 8058). */
    @PostMapping(Unsubscribing.PATH + "{key}")
    String refuse(
            @PathVariable String key,
            @RequestParam(required = false) String address,
            Model model,
            HttpServletResponse answer) {
        ask(key, model);
        try {
            unsubscribing.refuse(key, address);
            model.addAttribute("done", true);
        } catch (RefusedException refused) {
            answer.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("problem", refused.getMessage());
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой ссылки нет", e);
        }
        return "crm/personal/unsubscribe";
    }

    private List<String> known(String key) {
        List<String> recipients = unsubscribing.recipients(key);
        if (recipients.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой ссылки нет");
        }
        return recipients;
    }
}
