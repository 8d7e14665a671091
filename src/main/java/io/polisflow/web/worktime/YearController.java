package io.polisflow.web.worktime;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.CalendarEditor;
import io.polisflow.security.CurrentUser;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a calendar's year: supervision reads it, administrators change days in a draft, see what moves, and put it in force. */
@Controller
@RequestMapping("/crm/calendars/{code}/{year}")
class YearController {

    private static final String PAGE = "crm/worktime/year";
    /** Read as they come: Spring would cut a single value at its commas. */
    private static final String CHANGE = "change";

    private final YearPages pages;
    private final CalendarEditor editor;
    private final CurrentUser user;

    YearController(YearPages pages, CalendarEditor editor, CurrentUser user) {
        this.pages = pages;
        this.editor = editor;
        this.user = user;
    }

    @GetMapping
    String show(@PathVariable String code, @PathVariable int year, Model model) {
        model.addAttribute("page", pages.asItIs(code, year));
        return PAGE;
    }

    /** Changes are shown over the year as it is by now, also when somebody else has changed it meanwhile. */
    @PostMapping("/preview")
    String preview(
            @PathVariable String code,
            @PathVariable int year,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam String source,
            @RequestParam(defaultValue = "false") boolean provisional,
            Model model,
            HttpServletResponse response) {
        try {
            model.addAttribute(
                    "page", pages.preview(code, year, YearPages.changes(typed.get(CHANGE)), source, provisional));
        } catch (RefusedException refused) {
            refuse(refused, code, year, model, response);
        }
        return PAGE;
    }

    @PostMapping
    String enter(
            @PathVariable String code,
            @PathVariable int year,
            @RequestParam int revision,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam String source,
            @RequestParam(defaultValue = "false") boolean provisional,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        try {
            editor.enter(code, year, revision, YearPages.changes(typed.get(CHANGE)), source, provisional, user.id());
        } catch (RefusedException refused) {
            refuse(refused, code, year, model, response);
            if (refused instanceof ConflictException || "source".equals(refused.field())) {
                model.addAttribute(
                        "page", pages.preview(code, year, YearPages.changes(typed.get(CHANGE)), source, provisional));
            }
            return PAGE;
        }
        redirect.addFlashAttribute("done", "Календарь введён в действие, открытые сроки пересчитаны.");
        return "redirect:/crm/calendars/" + code + "/" + year;
    }

    @PostMapping("/import")
    String importFile(
            @PathVariable String code,
            @PathVariable int year,
            @RequestParam("file") MultipartFile upload,
            Model model,
            HttpServletResponse response)
            throws IOException {
        YearFile file = YearFileReader.read(upload.getBytes(), year);
        if (!file.isGood()) {
            model.addAttribute("problems", file.problems());
            model.addAttribute("page", pages.asItIs(code, year));
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return PAGE;
        }
        model.addAttribute("imported", upload.getOriginalFilename());
        model.addAttribute("page", pages.preview(code, year, file, upload.getOriginalFilename()));
        return PAGE;
    }

    private void refuse(RefusedException refused, String code, int year, Model model, HttpServletResponse response) {
        model.addAttribute("refusal", refused.getMessage());
        model.addAttribute("refusedField", refused.field());
        model.addAttribute("page", pages.asItIs(code, year));
        response.setStatus(
                (refused instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST).value());
    }

    @ModelAttribute
    void requireYear(@PathVariable String code, @PathVariable int year) {
        boolean there = year >= CalendarEditor.FIRST_YEAR
                && year <= CalendarEditor.LAST_YEAR
                && editor.all().stream().anyMatch(calendar -> calendar.code().equals(code));
        if (!there) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого календаря нет");
        }
    }
}
