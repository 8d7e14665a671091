package io.polisflow.web.funnel;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.web.TableFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The funnel as a list, which a report leads to as well, and the same deals as a file. */
@Controller
@RequestMapping(DealAddress.LIST)
class DealListController {

    private final FunnelPages pages;
    private final DealListPages list;
    private final DealExport export;
    private final AuditTrail audit;

    DealListController(FunnelPages pages, DealListPages list, DealExport export, AuditTrail audit) {
        this.audit = audit;
        this.pages = pages;
        this.list = list;
        this.export = export;
    }

    @GetMapping
    String list(
            @RequestParam Map<String, String> parameters,
            @RequestParam(defaultValue = "1") int page,
            @RequestHeader(name = "HX-Request", required = false) boolean fragment,
            @RequestHeader(name = "HX-History-Restore-Request", required = false) boolean wholeAgain,
            Model model,
            HttpServletResponse response) {
        DealAddress address = pages.address(parameters);
        boolean listOnly = fragment && !wholeAgain;
        model.addAttribute("filter", pages.filter(address));
        model.addAttribute("found", list.list(address, page));
        model.addAttribute("fragment", listOnly);
        response.setHeader(HttpHeaders.VARY, "HX-Request");
        if (listOnly) {
            response.setHeader("HX-Push-Url", address.at(DealAddress.LIST, address.stage()));
            return "crm/deals :: found";
        }
        return "crm/deals";
    }

    @GetMapping("/export/xlsx")
    void workbook(@RequestParam Map<String, String> parameters, HttpServletResponse response) throws IOException {
        export(parameters, TableFormat.XLSX, response);
    }

    @GetMapping("/export/csv")
    void text(@RequestParam Map<String, String> parameters, HttpServletResponse response) throws IOException {
        export(parameters, TableFormat.CSV, response);
    }

    private void export(Map<String, String> parameters, TableFormat format, HttpServletResponse response)
            throws IOException {
        audit.event(AuditAction.EXPORTED, AuditSubject.of("deals", null), Map.of("format", format.name()));
        format.announce(response, "Сделки");
        export.write(pages.search(pages.address(parameters)), format, response.getOutputStream());
    }
}
