package io.polisflow.web.report;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.report.Report;
import io.polisflow.web.report.ReportPages.Asked;
import io.polisflow.web.report.ReportPages.Reading;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages of reports; a changed filter fetches the figures alone. */
@Controller
@RequestMapping("/crm")
class ReportController {

    private final ReportPages pages;
    private final AuditTrail audit;

    ReportController(ReportPages pages, AuditTrail audit) {
        this.audit = audit;
        this.pages = pages;
    }

    @GetMapping("/reports")
    String start() {
        return "redirect:" + ReportPages.path(pages.all().get(0));
    }

    /** Where the figures of retention were before there were other reports: bookmarks still lead there. */
    @GetMapping("/retention")
    String retention(@RequestParam(required = false) YearMonth from, @RequestParam(required = false) YearMonth to) {
        return "redirect:/crm/reports/renewals"
                + (from == null || to == null ? "" : "?from=" + from.atDay(1) + "&to=" + to.atEndOfMonth());
    }

    @GetMapping("/reports/{code}")
    String report(
            @PathVariable String code,
            Asked asked,
            @RequestHeader(name = "HX-Request", required = false) boolean fragment,
            @RequestHeader(name = "HX-History-Restore-Request", required = false) boolean wholeAgain,
            Model model,
            HttpServletResponse response) {
        // One address, two answers: what a browser kept of the one must not be shown for the other.
        response.setHeader(HttpHeaders.VARY, "HX-Request");
        Report report = found(code);
        Reading reading;
        try {
            reading = pages.read(report, asked);
        } catch (IllegalArgumentException e) {
            reading = pages.read(report, new Asked(null, null, null, null, null, null));
            model.addAttribute("problem", e.getMessage());
        }
        boolean figuresOnly = fragment && !wholeAgain;
        model.addAttribute("page", pages.page(reading));
        model.addAttribute("fragment", figuresOnly);
        return figuresOnly ? "crm/report :: figures" : "crm/report";
    }

    @GetMapping("/reports/{code}/xlsx")
    ResponseEntity<byte[]> spreadsheet(@PathVariable String code, Asked asked) throws IOException {
        Reading reading;
        try {
            reading = pages.read(found(code), asked);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
        audit.event(AuditAction.EXPORTED, AuditSubject.of("report", code), Map.of("format", "xlsx"));
        String name = reading.report().title() + " " + reading.filter().from() + " — "
                + reading.filter().to() + ".xlsx";
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(ReportWorkbook.MEDIA_TYPE))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(ReportWorkbook.of(reading, pages.narrowing(reading.filter())));
    }

    private Report found(String code) {
        return pages.find(code)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого отчёта нет"));
    }
}
