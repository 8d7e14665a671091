package io.polisflow.web.models;

import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.draft.ModelReleases;
import io.polisflow.process.models.gate.Examination;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.security.CurrentUser;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A draft's page: its files, what they change, what is wrong with them, and their way into force. */
@Controller
@RequestMapping("/crm/models/drafts/{id}")
class DraftController {

    private static final String VIEW = "models/draft";

    private final DraftPages pages;
    private final DraftEditing editing;
    private final ModelDrafts drafts;
    private final ModelReleases releases;
    private final CurrentUser user;

    DraftController(
            DraftPages pages, DraftEditing editing, ModelDrafts drafts, ModelReleases releases, CurrentUser user) {
        this.pages = pages;
        this.editing = editing;
        this.drafts = drafts;
        this.releases = releases;
        this.user = user;
    }

    @GetMapping
    String show(@PathVariable long id, Model model) {
        model.addAttribute("draft", pages.draft(id));
        model.addAttribute("choices", editing.choices(id));
        return VIEW;
    }

    /** Shows the page with what was refused, or anew with what was done. */
    private String told(
            long id, Model model, HttpServletResponse response, RedirectAttributes redirect, Supplier<String> work) {
        // Who asks for a draft that is not there is told so, whatever they wanted of it.
        pages.draft(id);
        return new Saving(model, response, redirect).ended(id, work, () -> show(id, model));
    }

    @PostMapping("/files")
    String upload(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam(name = "files", required = false) List<MultipartFile> uploads,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        List<ModelFile> files = new ArrayList<>();
        for (MultipartFile upload : uploads == null ? List.<MultipartFile>of() : uploads) {
            if (upload.getOriginalFilename() != null
                    && !upload.getOriginalFilename().isBlank()) {
                files.add(new ModelFile(upload.getOriginalFilename(), upload.getBytes()));
            }
        }
        return told(
                id,
                model,
                response,
                redirect,
                () -> "Загружено файлов: " + drafts.add(id, version, files, user.id()) + ". Ниже — что они меняют.");
    }

    /** The page on which a file of that sort is changed. */
    @GetMapping("/edit")
    String edit(@PathVariable long id, @RequestParam String path, RedirectAttributes redirect) {
        EditedKind kind = EditedKind.of(path)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого файла нет"));
        redirect.addAttribute("path", path);
        return "redirect:/crm/models/drafts/" + id + "/" + kind.page();
    }

    @PostMapping("/files/remove")
    String remove(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam String path,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return told(id, model, response, redirect, () -> {
            drafts.remove(id, version, path, user.id());
            return "Файл убран: останется действующий.";
        });
    }

    @PostMapping("/files/keep")
    String keep(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam String path,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return told(id, model, response, redirect, () -> {
            drafts.keepInSpite(id, version, path, user.id());
            return "Файл черновика заменит действующий.";
        });
    }

    @PostMapping("/words")
    String reword(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String note,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        model.addAttribute("typedTitle", title);
        model.addAttribute("typedNote", note);
        return told(id, model, response, redirect, () -> {
            drafts.reword(id, version, title, note, user.id());
            return "Сохранено.";
        });
    }

    @PostMapping("/discard")
    String discard(
            @PathVariable long id,
            @RequestParam int version,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        String shown = told(id, model, response, redirect, () -> {
            drafts.discard(id, version, user.id());
            return "Черновик отменён, действующие модели не изменились.";
        });
        return shown.equals(VIEW) ? shown : "redirect:/crm/models";
    }

    @PostMapping("/release")
    String release(
            @PathVariable long id,
            @RequestParam int version,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return told(id, model, response, redirect, () -> {
            releases.putIntoForce(id, version, user.id());
            return "Введено в действие: новые сделки пойдут по этим моделям.";
        });
    }

    @PostMapping("/schedule")
    String schedule(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") String at,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        model.addAttribute("typedAt", at);
        return told(id, model, response, redirect, () -> {
            releases.schedule(id, version, DraftPages.typed(at), user.id());
            return "Ввод в действие назначен. В это время черновик проверят ещё раз.";
        });
    }

    @PostMapping("/unschedule")
    String unschedule(
            @PathVariable long id,
            @RequestParam int version,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return told(id, model, response, redirect, () -> {
            releases.unschedule(id, version, user.id());
            return "Ввод в действие отменён, черновик снова можно менять.";
        });
    }

    /** What is wrong with the draft, fetched into its page. */
    @GetMapping("/check")
    String check(@PathVariable long id, Model model) {
        Examination examination = pages.examine(id);
        model.addAttribute("passed", examination.passed());
        model.addAttribute("groups", FindingGroup.of(examination.findings()));
        return "models/findings :: examined";
    }

    /** How many open deadlines the draft's tables would move, fetched into its page. */
    @GetMapping("/deadlines")
    String deadlines(@PathVariable long id, Model model) {
        model.addAttribute("tables", pages.deadlines(id));
        return "models/moved-deadlines :: moved";
    }

    /** What became of the business stories with the draft in force, fetched into its page. */
    @GetMapping("/trial")
    String trial(@PathVariable long id, Model model) {
        model.addAttribute("trial", pages.trial(id));
        model.addAttribute("draftId", id);
        return "models/trial :: played";
    }

    /** @param side {@code in-force}, {@code draft}, or {@code whole} for what would be in force with the draft */
    @GetMapping("/content/{side}")
    ResponseEntity<byte[]> content(@PathVariable long id, @PathVariable String side, @RequestParam String path) {
        byte[] content =
                side.equals("whole") ? pages.whole(id, path) : pages.content(id, path, side.equals("in-force"));
        return ModelDownloads.file(path, content);
    }

    /** Everything as it would be with the draft in force, to be gone on with in Camunda Modeler. */
    @GetMapping("/models.zip")
    ResponseEntity<byte[]> whole(@PathVariable long id) {
        pages.draft(id);
        return ModelDownloads.zip("draft-" + id + ".zip", drafts.whole(id).values());
    }
}
