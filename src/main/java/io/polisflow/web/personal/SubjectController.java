package io.polisflow.web.personal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Erasures;
import io.polisflow.crm.personal.SubjectRequests;
import io.polisflow.crm.personal.SubjectRequests.Kind;
import io.polisflow.crm.personal.SubjectRequests.SubjectRequest;
import io.polisflow.crm.personal.Subjects;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Where a supervisor answers people about their data: the register, the gathered file, and the erasure with its proof. */
@Controller
@RequestMapping("/crm/personal")
class SubjectController {

    private static final List<ConsentChannel> CHANNELS =
            List.of(ConsentChannel.LETTER, ConsentChannel.PAPER, ConsentChannel.PHONE, ConsentChannel.SITE);

    private final SubjectRequests requests;
    private final Subjects subjects;
    private final Erasures erasures;
    private final SubjectPages pages;
    private final SupervisorsOnly supervisors;
    private final Files files;
    private final AuditTrail audit;

    SubjectController(
            SubjectRequests requests,
            Subjects subjects,
            Erasures erasures,
            SubjectPages pages,
            SupervisorsOnly supervisors,
            Files files,
            AuditTrail audit) {
        this.requests = requests;
        this.subjects = subjects;
        this.erasures = erasures;
        this.pages = pages;
        this.supervisors = supervisors;
        this.files = files;
        this.audit = audit;
    }

    @GetMapping
    String register(@RequestParam(defaultValue = "") String find, Model model) {
        supervisors.require();
        model.addAttribute("find", find);
        model.addAttribute("found", find.isBlank() ? null : subjects.find(find));
        model.addAttribute("requests", pages.views(requests.all()));
        return "crm/personal/register";
    }

    @GetMapping("/people/{contactId}")
    String person(@PathVariable long contactId, Model model) {
        supervisors.require();
        put(contactId, model);
        return "crm/personal/person";
    }

    private void put(long contactId, Model model) {
        try {
            model.addAttribute("name", subjects.nameOf(contactId));
            model.addAttribute("clientId", subjects.clientOf(contactId));
        } catch (RefusedException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого человека нет", e);
        }
        audit.saw("subject", contactId);
        model.addAttribute("contactId", contactId);
        model.addAttribute("channels", CHANNELS);
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("today", pages.today());
        model.addAttribute("requests", pages.views(requests.of(contactId)));
    }

    @PostMapping("/people/{contactId}")
    String take(
            @PathVariable long contactId,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String receivedOn,
            Model model,
            HttpServletResponse answer) {
        String user = supervisors.require();
        try {
            SubjectRequest request = requests.take(
                    contactId,
                    chosen(Kind.values(), kind, "Выберите, о чём просит человек"),
                    chosen(CHANNELS.toArray(ConsentChannel[]::new), channel, "Выберите, как пришло обращение"),
                    day(receivedOn),
                    user);
            return "redirect:/crm/personal/requests/" + request.id();
        } catch (RefusedException refused) {
            put(contactId, model);
            model.addAttribute("typedKind", kind);
            model.addAttribute("typedChannel", channel);
            model.addAttribute("typedDay", receivedOn);
            return refused(refused, "crm/personal/person", model, answer);
        }
    }

    private static <E extends Enum<E>> E chosen(E[] offered, String name, String otherwise) {
        for (E each : offered) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new RefusedException("choice", otherwise);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @GetMapping("/requests/{id}")
    String request(@PathVariable long id, Model model) {
        supervisors.require();
        model.addAttribute("request", pages.view(known(id)));
        return "crm/personal/request";
    }

    private SubjectRequest known(long id) {
        return requests.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого обращения нет"));
    }

    @PostMapping("/requests/{id}/gather")
    String gather(@PathVariable long id, Model model, HttpServletResponse answer) {
        supervisors.require();
        known(id);
        try {
            requests.gather(id);
        } catch (RefusedException refused) {
            request(id, model);
            return refused(refused, "crm/personal/request", model, answer);
        }
        return "redirect:/crm/personal/requests/" + id;
    }

    @PostMapping("/requests/{id}/answer")
    String answer(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "false") boolean refuse,
            Model model,
            HttpServletResponse answer) {
        String user = supervisors.require();
        known(id);
        try {
            requests.answer(id, text, refuse, user);
        } catch (RefusedException refused) {
            request(id, model);
            model.addAttribute("typed", text);
            return refused(refused, "crm/personal/request", model, answer);
        }
        return "redirect:/crm/personal/requests/" + id;
    }

    @GetMapping("/requests/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable long id) {
        supervisors.require();
        SubjectRequest request = known(id);
        if (request.fileId() == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Данные ещё не собраны");
        }
        audit.event(
                AuditAction.EXPORTED,
                AuditSubject.of("subject", request.contactId()).ofClient(request.clientId()),
                Map.of("request", id));
        StoredFile file = files.find(request.fileId()).orElseThrow();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .body(files.content(file));
    }

    @GetMapping("/people/{contactId}/erase")
    String preview(@PathVariable long contactId, Model model) {
        supervisors.require();
        put(contactId, model);
        model.addAttribute("report", pages.view(erasures.preview(contactId)));
        return "crm/personal/erase";
    }

    @PostMapping("/people/{contactId}/erase")
    String erase(
            @PathVariable long contactId,
            @RequestParam(defaultValue = "") String basis,
            @RequestParam(defaultValue = "false") boolean confirmed,
            Model model,
            HttpServletResponse answer) {
        String user = supervisors.require();
        try {
            if (!confirmed) {
                throw new RefusedException("confirmed", "Отметьте, что проверили список: удаление нельзя отменить");
            }
            Erasures.Report report = erasures.erase(contactId, user, basis);
            return "redirect:/crm/personal/erasures/" + report.id();
        } catch (RefusedException refused) {
            preview(contactId, model);
            model.addAttribute("typed", basis);
            return refused(refused, "crm/personal/erase", model, answer);
        }
    }

    @GetMapping("/erasures/{id}")
    String report(@PathVariable long id, Model model) {
        supervisors.require();
        model.addAttribute(
                "report",
                erasures.find(id)
                        .map(pages::view)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого удаления нет")));
        return "crm/personal/erasure";
    }

    private static String refused(RefusedException refused, String page, Model model, HttpServletResponse answer) {
        answer.setStatus(
                refused instanceof ConflictException ? HttpStatus.CONFLICT.value() : HttpStatus.BAD_REQUEST.value());
        model.addAttribute("problem", refused.getMessage());
        return page;
    }
}
