package io.polisflow.web.report;

import io.polisflow.crm.report.Breakdown;
import io.polisflow.crm.report.ReportTable.Column;
import io.polisflow.crm.report.ReportTable.Row;
import io.polisflow.web.report.ReportPages.Asked;
import io.polisflow.web.report.ReportPages.Reading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The figures of the pages of reports as JSON. */
@RestController
@RequestMapping("/api/reports")
@SecurityRequirement(name = "basic")
@Tag(name = "Reports")
public class ReportApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final ReportPages pages;

    ReportApi(ReportPages pages) {
        this.pages = pages;
    }

    /** @param breakdowns what {@code by} may be; the first one is the default */
    public record Offered(String code, String title, String explanation, List<String> breakdowns) {}

    /**
     * @param values column id → number; a share of nothing is absent
     * @param deals column id → address of the list of the deals behind the number
     */
    public record Line(String key, String label, Map<String, BigDecimal> values, Map<String, String> deals) {

        private static Line of(Row row) {
            Map<String, String> deals = new LinkedHashMap<>();
            row.deals().forEach((column, slice) -> deals.put(column, ReportPages.address(slice)));
            return new Line(row.key(), row.label(), row.values(), deals);
        }
    }

    /** @param total absent where a sum says nothing */
    public record Figures(
            String code,
            String title,
            LocalDate from,
            LocalDate to,
            String by,
            List<Column> columns,
            List<Line> rows,
            Line total) {}

    @GetMapping
    @Operation(summary = "What can be reported on")
    @ApiResponse(responseCode = "200")
    List<Offered> reports() {
        return pages.all().stream()
                .map(report -> new Offered(
                        report.code(),
                        report.title(),
                        report.explanation(),
                        report.breakdowns().stream().map(Breakdown::code).toList()))
                .toList();
    }

    @GetMapping("/{code}")
    @Operation(
            summary = "The figures of one report",
            description = "Days as yyyy-MM-dd, both included; without them the present year. Amounts are rubles, shares"
                    + " per cent, times hours.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "400",
            description = "No such period or breakdown",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "404", description = "No such report", content = @Content(mediaType = PROBLEM))
    Figures figures(
            @PathVariable String code,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) LocalDate to,
            @RequestParam(required = false) String by,
            @RequestParam(required = false) String manager,
            @RequestParam(required = false) String source,
            @RequestParam(required = false) String product) {
        var report = pages.find(code)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого отчёта нет"));
        Reading reading;
        try {
            reading = pages.read(report, new Asked(from, to, by, manager, source, product));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
        return new Figures(
                report.code(),
                report.title(),
                reading.filter().from(),
                reading.filter().to(),
                reading.by().code(),
                reading.table().columns(),
                reading.table().rows().stream().map(Line::of).toList(),
                reading.table().total() == null ? null : Line.of(reading.table().total()));
    }
}
