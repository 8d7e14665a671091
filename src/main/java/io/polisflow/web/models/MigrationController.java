package io.polisflow.web.models;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.migration.Migrations;
import io.polisflow.security.CurrentUser;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages on which analysts have running deals move to a new version of their model. */
@Controller
@RequestMapping("/crm/models/{key}/migration")
class MigrationController {

    private final MigrationPages pages;
    private final Migrations migrations;
    private final CurrentUser user;

    MigrationController(MigrationPages pages, Migrations migrations, CurrentUser user) {
        this.pages = pages;
        this.migrations = migrations;
        this.user = user;
    }

    /** @param from number of a version; the older one on which most runs when not given @param to the newest likewise */
    @GetMapping
    String choose(
            @PathVariable String key,
            @RequestParam(required = false) Integer from,
            @RequestParam(required = false) Integer to,
            Model model) {
        model.addAttribute("page", pages.choice(key, from, to, null));
        return "models/migration";
    }

    /** @param steps of the source, each with its target in {@code targets} at the same place, blank to stay */
    @PostMapping
    String rehearse(
            @PathVariable String key,
            @RequestParam int from,
            @RequestParam int to,
            @RequestParam(name = "step", defaultValue = "") List<String> steps,
            @RequestParam(name = "target", defaultValue = "") List<String> targets,
            Model model,
            HttpServletResponse response) {
        if (steps.size() != targets.size()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Шаги и выбор не сходятся: обновите страницу");
        }
        Map<String, String> chosen = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            chosen.put(steps.get(i), targets.get(i));
        }
        Map<String, String> mapping = new LinkedHashMap<>(chosen);
        mapping.values().removeIf(String::isBlank);
        pages.requireVersions(key, from, to);
        try {
            return address(key, migrations.rehearse(key, from, to, mapping, user.id()));
        } catch (RefusedException refusal) {
            refused(refusal, model, response);
            model.addAttribute("page", pages.choice(key, from, to, chosen));
            return "models/migration";
        }
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(required = false) String show,
            @RequestParam(defaultValue = "") String after,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
            Model model) {
        model.addAttribute("migration", pages.migration(key, id, show, after));
        return fragment ? "models/migration-progress :: progress" : "models/migration-progress";
    }

    @PostMapping("/{id}/start")
    String start(
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("reason", reason);
        return done(key, id, model, response, () -> migrations.start(id, reason, user.id()));
    }

    @PostMapping("/{id}/pause")
    String pause(@PathVariable String key, @PathVariable long id, Model model, HttpServletResponse response) {
        return done(key, id, model, response, () -> migrations.pause(id));
    }

    @PostMapping("/{id}/resume")
    String resume(@PathVariable String key, @PathVariable long id, Model model, HttpServletResponse response) {
        return done(key, id, model, response, () -> migrations.resume(id));
    }

    @PostMapping("/{id}/retry")
    String retry(@PathVariable String key, @PathVariable long id, Model model, HttpServletResponse response) {
        return done(key, id, model, response, () -> migrations.retry(id));
    }

    @PostMapping("/{id}/take-back")
    String takeBack(@PathVariable String key, @PathVariable long id, Model model, HttpServletResponse response) {
        pages.requireOf(key, id);
        try {
            return address(key, migrations.takeBack(id, user.id()));
        } catch (RefusedException refusal) {
            refused(refusal, model, response);
            return show(key, id, null, "", false, model);
        }
    }

    /** Does what was asked of the migration, or shows it as it stands with what is against it. */
    private String done(String key, long id, Model model, HttpServletResponse response, Runnable work) {
        pages.requireOf(key, id);
        try {
            work.run();
            return address(key, id);
        } catch (RefusedException refusal) {
            refused(refusal, model, response);
            return show(key, id, null, "", false, model);
        }
    }

    private static void refused(RefusedException refusal, Model model, HttpServletResponse response) {
        model.addAttribute("refusal", refusal.getMessage());
        model.addAttribute("refusedField", refusal.field());
        response.setStatus(
                (refusal instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST).value());
    }

    /** A model's key has no character that an address would have to hide. */
    private static String address(String key, long id) {
        return "redirect:/crm/models/" + key + "/migration/" + id;
    }
}
