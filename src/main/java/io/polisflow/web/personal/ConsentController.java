package io.polisflow.web.personal;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.document.FileFormat;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Purposes;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import io.polisflow.web.ClientActions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The page where managers take and withdraw the consents of a client's people, and the document of each. */
@Controller
@RequestMapping("/crm/clients/{id}/consents")
class ConsentController {

    private static final long MAX_BYTES = 20L * 1024 * 1024;
    private static final Set<FileFormat> SCANS = Set.of(FileFormat.PDF, FileFormat.JPEG, FileFormat.PNG);

    /** By which a person takes a consent; the site and the link in a letter are for the subject alone. */
    private static final List<ConsentChannel> BY_HAND =
            List.of(ConsentChannel.PHONE, ConsentChannel.LETTER, ConsentChannel.PAPER, ConsentChannel.CARD);

    private final ConsentPages pages;
    private final Consents consents;
    private final Purposes purposes;
    private final Clients clients;
    private final ClientContacts contacts;
    private final ClientActions actions;
    private final CurrentUser user;

    ConsentController(
            ConsentPages pages,
            Consents consents,
            Purposes purposes,
            Clients clients,
            ClientContacts contacts,
            ClientActions actions,
            CurrentUser user) {
        this.pages = pages;
        this.consents = consents;
        this.purposes = purposes;
        this.clients = clients;
        this.contacts = contacts;
        this.actions = actions;
        this.user = user;
    }

    /** What was typed, so that a refused form comes back as it was left. */
    record Typed(Long contact, String purpose, String channel, String note) {}

    @GetMapping
    String show(@PathVariable long id, Model model) {
        put(id, new Typed(null, null, null, null), model);
        return "crm/personal/consents";
    }

    private void put(long id, Typed typed, Model model) {
        try {
            model.addAttribute("client", pages.of(id));
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого клиента нет", e);
        }
        model.addAttribute("mayChange", actions.mayChange(id));
        model.addAttribute("supervises", user.isIn(UserGroup.SUPERVISORS));
        model.addAttribute("purposes", purposes.all());
        model.addAttribute("channels", BY_HAND);
        model.addAttribute("typed", typed);
    }

    @PostMapping
    String give(
            @PathVariable long id,
            @RequestParam(required = false) Long contact,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(name = "file", required = false) MultipartFile file,
            Model model,
            HttpServletResponse answer)
            throws IOException {
        actions.requireMayChange(id);
        try {
            consents.give(
                    onCard(id, contact), new Consents.Taken(purpose, null, byHand(channel), user.id(), scan(file)));
        } catch (RefusedException refused) {
            put(id, new Typed(contact, purpose, channel, null), model);
            return refused(refused, "giveProblem", "crm/personal/consents", model, answer);
        }
        return "redirect:/crm/clients/" + id + "/consents?given";
    }

    @GetMapping("/withdraw")
    String askToWithdraw(
            @PathVariable long id,
            @RequestParam(required = false) Long contact,
            @RequestParam(defaultValue = "") String purpose,
            Model model) {
        actions.requireMayChange(id);
        put(id, new Typed(contact, purpose, null, null), model);
        return "crm/personal/withdraw";
    }

    @PostMapping("/withdraw")
    String withdraw(
            @PathVariable long id,
            @RequestParam(required = false) Long contact,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam(defaultValue = "") String note,
            Model model,
            HttpServletResponse answer) {
        actions.requireMayChange(id);
        try {
            String said = note.isBlank() ? null : note.strip();
            consents.withdraw(onCard(id, contact), purpose, byHand(channel), user.id(), said);
        } catch (RefusedException refused) {
            put(id, new Typed(contact, purpose, channel, note), model);
            return refused(refused, "problem", "crm/personal/withdraw", model, answer);
        }
        return "redirect:/crm/clients/" + id + "/consents?withdrawn";
    }

    @GetMapping("/{consentId}")
    String document(@PathVariable long id, @PathVariable long consentId, Model model) {
        try {
            model.addAttribute("consent", pages.document(id, consentId).orElseThrow());
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого согласия нет", e);
        }
        return "crm/personal/consent";
    }

    private long onCard(long clientId, Long contact) {
        if (contact == null) {
            throw new RefusedException("contact", "Выберите человека");
        }
        return contacts.require(clients.get(clientId).id(), contact, "contact").id();
    }

    private static ConsentChannel byHand(String channel) {
        return BY_HAND.stream()
                .filter(each -> each.name().equals(channel))
                .findFirst()
                .orElseThrow(() -> new RefusedException("channel", "Выберите, как человек это сказал"));
    }

    private static Consents.Scan scan(MultipartFile file) throws IOException {
        if (file == null || file.isEmpty()) {
            return null;
        }
        if (file.getSize() > MAX_BYTES) {
            throw new RefusedException("file", "Файл больше 20 МБ: уменьшите разрешение скана");
        }
        byte[] content = file.getBytes();
        FileFormat format = FileFormat.of(content)
                .filter(SCANS::contains)
                .orElseThrow(() -> new RefusedException(
                        "file", "Это не PDF, JPG и не PNG: сохраните скан в одном из этих форматов"));
        return new Consents.Scan(format.name(file.getOriginalFilename(), "Согласие"), format.mediaType(), content);
    }

    private static String refused(
            RefusedException refused, String name, String page, Model model, HttpServletResponse answer) {
        answer.setStatus(
                refused instanceof ConflictException ? HttpStatus.CONFLICT.value() : HttpStatus.BAD_REQUEST.value());
        model.addAttribute(name, refused.getMessage());
        model.addAttribute("problemField", refused.field());
        return page;
    }
}
