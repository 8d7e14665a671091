package io.polisflow.web.dictionary;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.Wording;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import jakarta.servlet.http.HttpServletResponse;
import java.util.NoSuchElementException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages on which heads, supervisors and administrators word the letters and documents and see what comes of it. */
@Controller
@RequestMapping("/crm/dictionaries/templates")
class TemplateController {

    private final TemplatePages pages;
    private final TemplatePreviews previews;
    private final Templates templates;
    private final CurrentUser user;

    TemplateController(TemplatePages pages, TemplatePreviews previews, Templates templates, CurrentUser user) {
        this.pages = pages;
        this.previews = previews;
        this.templates = templates;
        this.user = user;
    }

    /**
     * The editor as it was typed.
     *
     * @param basis number of the version that was newest when the page was opened
     * @param deal what to show it on, blank for the made-up deal
     */
    record TemplateForm(String subject, String body, String note, int basis, String deal) {

        Wording wording() {
            return new Wording(subject, body);
        }
    }

    /** Administrators word the templates without seeing any client's data. */
    @ModelAttribute("mayUseDeals")
    boolean mayUseDeals() {
        return user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS);
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("templates", pages.all());
        return "crm/dictionaries/templates";
    }

    /** @param from number of an earlier version to go on from, 0 for the delivered wording */
    @GetMapping("/{code}")
    String edit(@PathVariable String code, @RequestParam(required = false) Integer from, Model model) {
        Template template = found(code);
        int newest = pages.newest(template);
        Wording wording = from == null ? templates.current(template) : version(template, from);
        String note = from == null ? "" : from == 0 ? "Возвращён исходный текст" : "Возвращена версия " + from;
        return editor(template, new TemplateForm(wording.subject(), wording.body(), note, newest, ""), model);
    }

    @PostMapping("/{code}")
    String save(
            @PathVariable String code,
            @ModelAttribute("form") TemplateForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Template template = found(code);
        try {
            int number = templates.save(template, form.basis(), form.wording(), form.note(), user.id());
            redirect.addFlashAttribute("done", "Сохранено: версия " + number + ". С этой минуты действует она.");
            return "redirect:/crm/dictionaries/templates/" + code;
        } catch (NoSuchElementException e) {
            throw noSuchVersion();
        } catch (RefusedException e) {
            Refusals.show(e, model, response);
            if (e instanceof ConflictException) {
                // Whoever has read what differs may keep this one after the other's.
                model.addAttribute("differences", pages.differences(template, form.wording()));
            }
            TemplateForm again =
                    new TemplateForm(form.subject(), form.body(), form.note(), pages.newest(template), form.deal());
            return editor(template, again, model);
        }
    }

    /** What the letter would look like, as a fragment beside the editor. */
    @PostMapping("/{code}/preview")
    String preview(@PathVariable String code, @ModelAttribute("form") TemplateForm form, Model model) {
        Template template = found(code, Template.Kind.LETTER);
        requireOwnDeal(form);
        try {
            model.addAttribute("letter", previews.letter(template, form.wording(), form.deal()));
        } catch (RefusedException e) {
            // A fragment is put in place only with status 200.
            model.addAttribute("problem", e.getMessage());
        }
        return "crm/dictionaries/template :: preview";
    }

    /** The document itself, in a window of its own. */
    @PostMapping("/{code}/preview.pdf")
    ResponseEntity<byte[]> document(@PathVariable String code, @ModelAttribute("form") TemplateForm form) {
        Template template = found(code, Template.Kind.DOCUMENT);
        requireOwnDeal(form);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"preview.pdf\"")
                .body(previews.document(template, form.wording(), form.deal()));
    }

    @GetMapping("/{code}/versions/{number}")
    String version(@PathVariable String code, @PathVariable int number, Model model) {
        Template template = found(code);
        try {
            model.addAttribute("version", pages.version(template, number));
        } catch (NoSuchElementException e) {
            throw noSuchVersion();
        }
        model.addAttribute("template", template);
        return "crm/dictionaries/template-version";
    }

    private String editor(Template template, TemplateForm form, Model model) {
        model.addAttribute("template", template);
        model.addAttribute("letters", template.kind() == Template.Kind.LETTER);
        model.addAttribute("form", form);
        model.addAttribute("versions", pages.versions(template));
        if (mayUseDeals()) {
            model.addAttribute("deals", pages.deals(template));
        }
        return "crm/dictionaries/template";
    }

    private void requireOwnDeal(TemplateForm form) {
        if (!mayUseDeals() && form.deal() != null && !form.deal().isBlank()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Данные клиентов видят руководители и супервизоры. Покажите текст на примере.");
        }
    }

    private Wording version(Template template, int number) {
        try {
            return templates.version(template, number);
        } catch (NoSuchElementException e) {
            throw noSuchVersion();
        }
    }

    private static Template found(String code) {
        return Template.find(code)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого шаблона нет"));
    }

    private static Template found(String code, Template.Kind kind) {
        Template template = found(code);
        if (template.kind() != kind) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой страницы нет");
        }
        return template;
    }

    private static ResponseStatusException noSuchVersion() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой версии нет");
    }
}
