package io.polisflow.web.clients;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.web.TableFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

/** The list of clients: looked through as somebody types, and taken along as a file. */
@Controller
@RequestMapping(ListAddress.PATH)
class ClientListController {

    private final ClientListPages pages;
    private final ClientExport export;
    private final ImportRights imports;
    private final AuditTrail audit;

    ClientListController(ClientListPages pages, ClientExport export, ImportRights imports, AuditTrail audit) {
        this.audit = audit;
        this.pages = pages;
        this.export = export;
        this.imports = imports;
    }

    @GetMapping
    String list(
            ListAddress address,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
            @RequestHeader(name = "HX-History-Restore-Request", defaultValue = "false") boolean back,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("address", address);
        model.addAttribute("found", pages.found(address));
        if (fragment && !back) {
            response.setHeader("HX-Push-Url", address.href());
            return "crm/clients/list :: found";
        }
        model.addAttribute("choices", pages.choices());
        model.addAttribute("mayImport", imports.may());
        return "crm/clients/list";
    }

    @GetMapping("/export/xlsx")
    void workbook(ListAddress address, HttpServletResponse response) throws IOException {
        export(address, TableFormat.XLSX, response);
    }

    @GetMapping("/export/csv")
    void text(ListAddress address, HttpServletResponse response) throws IOException {
        export(address, TableFormat.CSV, response);
    }

    private void export(ListAddress address, TableFormat format, HttpServletResponse response) throws IOException {
        audit.event(AuditAction.EXPORTED, AuditSubject.of("clients", null), Map.of("format", format.name()));
        format.announce(response, "Клиенты");
        export.write(address.filter(), format, response.getOutputStream());
    }
}
