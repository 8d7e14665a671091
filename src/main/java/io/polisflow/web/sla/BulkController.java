package io.polisflow.web.sla;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.sla.bulk.BulkActions;
import io.polisflow.process.sla.bulk.BulkKind;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
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

/** What is done to many tasks at once: chosen on the dashboard, confirmed on a page that says what will happen, reported on. */
@Controller
@RequestMapping(BulkPages.PATH)
class BulkController {

    private final BulkPages pages;
    private final BulkActions actions;
    private final BoardPages board;
    private final BoardAccess access;

    BulkController(BulkPages pages, BulkActions actions, BoardPages board, BoardAccess access) {
        this.pages = pages;
        this.actions = actions;
        this.board = board;
        this.access = access;
    }

    @GetMapping
    String latest(
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        access.sight();
        model.addAttribute("actions", pages.latest());
        return BoardParts.view("bulk-list", part, response);
    }

    /** @param all whether every task of the filter is meant, which stands in the other parameters */
    @PostMapping
    String prepare(
            @RequestParam BulkKind kind,
            @RequestParam(name = "task", defaultValue = "") List<String> tasks,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        BoardAddress asked = BoardAddress.of(filter(parameters));
        try {
            return address(pages.prepare(kind, asked, all ? null : tasks, access.sight()));
        } catch (RefusedException refusal) {
            refused(refusal, model, response);
            model.addAttribute("board", board.view(asked, access.sight()));
            return BoardParts.view("board", part, response);
        }
    }

    /** The form carries the filter's address as it stands. */
    private static Map<String, String> filter(Map<String, String> parameters) {
        return BoardParts.query(parameters.getOrDefault("filter", ""));
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable long id,
            @RequestParam(required = false) String show,
            @RequestParam(defaultValue = "0") int after,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        access.sight();
        model.addAttribute("action", pages.view(id, show, after));
        return BoardParts.view("bulk", part, response);
    }

    @PostMapping("/{id}/start")
    String start(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String target,
            @RequestParam(defaultValue = "") String hours,
            @RequestParam(defaultValue = "") String reason,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("target", target);
        model.addAttribute("hours", hours);
        model.addAttribute("reason", reason);
        return done(id, part, model, response, () -> actions.start(id, target, number(hours), reason));
    }

    /** @return null for what is no number */
    private static BigDecimal number(String typed) {
        String plain = typed.strip().replace(',', '.');
        return plain.matches("\\d{1,6}(\\.\\d{1,3})?") ? new BigDecimal(plain) : null;
    }

    @PostMapping("/{id}/resume")
    String resume(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        return done(id, part, model, response, () -> actions.resume(id));
    }

    @PostMapping("/{id}/undo")
    String undo(
            @PathVariable long id,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        pages.requireOwn(id);
        try {
            return address(pages.undo(id));
        } catch (RefusedException refusal) {
            refused(refusal, model, response);
            return show(id, null, 0, part, model, response);
        }
    }

    /** Does what was asked of the action, or shows it as it stands with what is against it. */
    private String done(long id, boolean part, Model model, HttpServletResponse response, Runnable work) {
        access.sight();
        pages.requireOwn(id);
        try {
            work.run();
            return address(id);
        } catch (RefusedException refusal) {
            refused(refusal, model, response);
            return show(id, null, 0, part, model, response);
        }
    }

    private static void refused(RefusedException refusal, Model model, HttpServletResponse response) {
        model.addAttribute("refusal", refusal.getMessage());
        model.addAttribute("refusedField", refusal.field());
        response.setStatus(
                (refusal instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST).value());
    }

    private static String address(long id) {
        return "redirect:" + BulkPages.PATH + "/" + id;
    }
}
