package io.polisflow.web.audit;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditCheck;
import io.polisflow.crm.audit.AuditFinding;
import io.polisflow.crm.audit.AuditLink;
import io.polisflow.crm.audit.AuditLog;
import io.polisflow.crm.audit.AuditReport;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.audit.NotedCheck;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The audit for those who watch over the house: looked through, checked and taken along, never changed; each of it leaves a row. */
@Controller
@RequestMapping(AuditAsked.PATH)
class AuditController {

    private static final String AUDIT = "audit";
    private static final int FINDINGS = 20;

    private final AuditPages pages;
    private final AuditLog log;
    private final AuditCheck check;
    private final NotedCheck notedCheck;
    private final AuditTrail audit;
    private final Clock clock;

    AuditController(
            AuditPages pages, AuditLog log, AuditCheck check, NotedCheck notedCheck, AuditTrail audit, Clock clock) {
        this.notedCheck = notedCheck;
        this.pages = pages;
        this.log = log;
        this.check = check;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    String page(AuditAsked asked, Model model) {
        audit.saw(AuditSubject.of(AUDIT, null));
        model.addAttribute("asked", asked);
        model.addAttribute("found", pages.found(asked));
        model.addAttribute("chain", pages.chain());
        model.addAttribute("choices", pages.choices());
        model.addAttribute("today", LocalDate.now(clock));
        return "crm/audit/list";
    }

    @GetMapping("/rows/{id}")
    String row(@PathVariable long id, Model model) {
        audit.saw(AuditSubject.of(AUDIT, null));
        AuditPages.Whole row = pages.whole(id);
        if (row == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой строки нет");
        }
        model.addAttribute("row", row);
        return "crm/audit/row";
    }

    @PostMapping("/check")
    String check(RedirectAttributes answer) {
        AuditReport report = notedCheck.run();
        // Sessions lie in the database: only what can be written there goes along.
        answer.addFlashAttribute("checkedHolds", report.holds());
        answer.addFlashAttribute("checkedRows", report.rows());
        answer.addFlashAttribute("checkedBroken", report.broken());
        answer.addFlashAttribute(
                "findings",
                new ArrayList<>(report.findings().stream()
                        .limit(FINDINGS)
                        .map(AuditFinding::text)
                        .toList()));
        return "redirect:" + AuditAsked.PATH;
    }

    /** The whole piece of the chain of these days, whatever the page is narrowed to: only so it can be checked. */
    @GetMapping("/export")
    void export(
            @RequestParam String format,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate to,
            HttpServletResponse response)
            throws IOException {
        AuditFile file = AuditFile.of(format)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "Формат — jsonl или csv"));
        if (to.isBefore(from)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Конец периода раньше начала");
        }
        audit.event(
                AuditAction.EXPORTED,
                AuditSubject.of(AUDIT, null),
                Map.of("format", file.code(), "from", from.toString(), "to", to.toString()));
        check.anchor();
        response.setContentType(file.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("audit " + from + " — " + to + "." + file.code(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        AuditLink[] last = new AuditLink[1];
        try (AuditFile.Writer writer = file.writer(response.getOutputStream())) {
            log.each(
                    from.atStartOfDay(clock.getZone()).toInstant(),
                    to.plusDays(1).atStartOfDay(clock.getZone()).toInstant(),
                    (link, row) -> {
                        writer.row(link, row);
                        last[0] = link;
                    });
            writer.end(check.closing(last[0], clock.instant()));
        }
    }
}
