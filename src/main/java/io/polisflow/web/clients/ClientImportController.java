package io.polisflow.web.clients;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.clientimport.ImportRow;
import io.polisflow.web.TableFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The pages on which a file of clients is brought in step by step. */
@Controller
@RequestMapping("/crm/clients/imports")
class ClientImportController {

    private final ClientImportPages pages;
    private final AuditTrail audit;

    ClientImportController(ClientImportPages pages, AuditTrail audit) {
        this.audit = audit;
        this.pages = pages;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("imports", pages.latest());
        return "crm/clients/imports";
    }

    @PostMapping
    String upload(@RequestParam("file") MultipartFile file, Model model, HttpServletResponse response)
            throws IOException {
        try {
            return "redirect:/crm/clients/imports/" + pages.upload(file.getOriginalFilename(), file.getBytes());
        } catch (RefusedException refused) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("problem", refused.getMessage());
            return list(model);
        }
    }

    @GetMapping("/{id}")
    String show(
            @PathVariable long id,
            @RequestParam(required = false) String fate,
            @RequestParam(defaultValue = "0") int after,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
            Model model) {
        model.addAttribute("file", pages.file(id, fateOf(fate), Math.max(after, 0)));
        audit.saw("client_import", id);
        return fragment ? "crm/clients/import :: progress" : "crm/clients/import";
    }

    private static ImportRow.Fate fateOf(String name) {
        for (ImportRow.Fate fate : ImportRow.Fate.values()) {
            if (fate.name().equals(name)) {
                return fate;
            }
        }
        return null;
    }

    @PostMapping("/{id}/check")
    String check(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> typed,
            Model model,
            HttpServletResponse response) {
        // As a list alone, one blank choice would be taken for none.
        List<String> columns = typed.getOrDefault("column", List.of());
        try {
            pages.check(id, columns);
        } catch (RefusedException refused) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("problem", refused.getMessage());
            model.addAttribute("chosen", columns);
            return show(id, null, 0, false, model);
        }
        return "redirect:/crm/clients/imports/" + id;
    }

    @PostMapping("/{id}/load")
    String load(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean fills,
            @RequestParam(defaultValue = "false") boolean mine) {
        pages.load(id, fills, mine);
        return "redirect:/crm/clients/imports/" + id;
    }

    @PostMapping("/{id}/resume")
    String resume(@PathVariable long id) {
        pages.resume(id);
        return "redirect:/crm/clients/imports/" + id;
    }

    @GetMapping("/{id}/refused/xlsx")
    void refusedWorkbook(@PathVariable long id, HttpServletResponse response) throws IOException {
        pages.writeRefused(id, TableFormat.XLSX, response);
    }

    @GetMapping("/{id}/refused/csv")
    void refusedText(@PathVariable long id, HttpServletResponse response) throws IOException {
        pages.writeRefused(id, TableFormat.CSV, response);
    }
}
