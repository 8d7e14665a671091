package io.polisflow.web.models;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.Wording;
import io.polisflow.process.models.gate.WordingFile;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.dictionary.TemplatePreviews;
import io.polisflow.web.models.DraftEditing.Opened;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.CacheControl;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The wording of a letter or document as a draft has it, changed on a page; it is shown on a made-up deal only. */
@Controller
@RequestMapping("/crm/models/drafts/{id}/wording")
class WordingEditController {

    private static final String VIEW = "models/edit-wording";

    private final DraftEditing editing;
    private final TemplatePreviews previews;
    private final CurrentUser user;

    WordingEditController(DraftEditing editing, TemplatePreviews previews, CurrentUser user) {
        this.editing = editing;
        this.previews = previews;
        this.user = user;
    }

    @GetMapping
    String show(@PathVariable long id, @RequestParam String path, Model model) {
        Template template = template(path);
        Opened opened = editing.open(id, path, EditedKind.WORDING);
        Wording wording = WordingFile.read(template, opened.content())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT, "Файл не читается: сохраните его в кодировке UTF-8 и загрузите снова"));
        return page(opened, template, wording, model);
    }

    @PostMapping
    String save(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam String basis,
            @RequestParam String path,
            @RequestParam(required = false) String subject,
            @RequestParam(defaultValue = "") String body,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Template template = template(path);
        Opened opened = editing.open(id, path, EditedKind.WORDING);
        Wording typed = new Wording(subject, body);
        return new Saving(model, response, redirect)
                .ended(
                        id,
                        () -> {
                            byte[] content = WordingFile.of(template, Templates.checked(template, typed))
                                    .content();
                            return editing.keep(id, version, basis, path, there -> content, user.id());
                        },
                        () -> page(opened, template, typed, model));
    }

    /** What the letter would look like, as a fragment below the editor. */
    @PostMapping("/preview")
    String preview(
            @RequestParam String path,
            @RequestParam(required = false) String subject,
            @RequestParam(defaultValue = "") String body,
            Model model) {
        Template template = template(path, Template.Kind.LETTER);
        try {
            model.addAttribute("letter", previews.letter(template, new Wording(subject, body), null));
        } catch (RefusedException refusal) {
            // A fragment is put in place only with status 200.
            model.addAttribute("problem", refusal.getMessage());
        }
        return "crm/dictionaries/template :: preview";
    }

    /** The document itself, in a window of its own. */
    @PostMapping("/preview.pdf")
    ResponseEntity<byte[]> document(@RequestParam String path, @RequestParam(defaultValue = "") String body) {
        Template template = template(path, Template.Kind.DOCUMENT);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"preview.pdf\"")
                .body(previews.document(template, new Wording(null, body), null));
    }

    private static String page(Opened opened, Template template, Wording wording, Model model) {
        model.addAttribute("file", opened.file());
        model.addAttribute("template", template);
        model.addAttribute("letters", template.kind() == Template.Kind.LETTER);
        model.addAttribute("wording", wording);
        return VIEW;
    }

    private static Template template(String path) {
        return WordingFile.template(path)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого текста нет"));
    }

    private static Template template(String path, Template.Kind kind) {
        Template template = template(path);
        if (template.kind() != kind) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой страницы нет");
        }
        return template;
    }
}
