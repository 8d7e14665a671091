package io.polisflow.web.models;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.draft.ModelDeliveries;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.draft.ModelReleases;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.models.ModelPages.ModelRow;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of all models: what is in force, what is prepared, what was, and the way back. */
@Controller
@RequestMapping("/crm/models")
class ModelController {

    private final ModelPages pages;
    private final ModelDrafts drafts;
    private final ModelReleases releases;
    private final ModelDeliveries deliveries;
    private final CurrentUser user;

    ModelController(
            ModelPages pages,
            ModelDrafts drafts,
            ModelReleases releases,
            ModelDeliveries deliveries,
            CurrentUser user) {
        this.deliveries = deliveries;
        this.pages = pages;
        this.drafts = drafts;
        this.releases = releases;
        this.user = user;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("drafts", pages.drafts());
        List<ModelRow> models = pages.models();
        model.addAttribute("models", models);
        model.addAttribute("delivered", pages.delivered(models));
        model.addAttribute("past", pages.past());
        return "models/overview";
    }

    @PostMapping("/drafts")
    String create(
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String note,
            Model model,
            HttpServletResponse response) {
        try {
            return "redirect:/crm/models/drafts/"
                    + drafts.create(title, note, user.id()).id();
        } catch (RefusedException refusal) {
            model.addAttribute("title", title);
            model.addAttribute("note", note);
            ModelRefusals.show(refusal, model, response);
            return list(model);
        }
    }

    @PostMapping("/deployments/{id}/go-back")
    String goBack(@PathVariable String id, Model model, HttpServletResponse response, RedirectAttributes redirect) {
        return unlessRefused(model, response, () -> {
            releases.goBack(id, user.id());
            redirect.addFlashAttribute(
                    "done", "Прежние модели снова действуют. Идущие сделки остались на своих версиях.");
            return "redirect:/crm/models";
        });
    }

    /** @param key of what came with the system's update and shall take the place of the analysts' own */
    @PostMapping("/delivered/take")
    String takeDelivered(
            @RequestParam(defaultValue = "") List<String> key,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return unlessRefused(model, response, () -> {
            deliveries.take(key, user.id());
            redirect.addFlashAttribute(
                    "done", "Поставленное введено в действие. Идущие сделки остались на своих версиях.");
            return "redirect:/crm/models";
        });
    }

    @PostMapping("/delivered/compare")
    String compareDelivered(
            @RequestParam(defaultValue = "") List<String> key, Model model, HttpServletResponse response) {
        return unlessRefused(model, response, () -> "redirect:/crm/models/drafts/" + deliveries.draft(key, user.id()));
    }

    private String unlessRefused(Model model, HttpServletResponse response, Supplier<String> work) {
        try {
            return work.get();
        } catch (RefusedException refusal) {
            ModelRefusals.show(refusal, model, response);
            return list(model);
        }
    }

    /** Everything in force, with the folders of the repository: what Camunda Modeler opens to begin a change. */
    @GetMapping("/in-force.zip")
    ResponseEntity<byte[]> inForce() {
        return ModelDownloads.zip("models.zip", drafts.inForce().values());
    }
}
