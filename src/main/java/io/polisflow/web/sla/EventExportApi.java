package io.polisflow.web.sla;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events of work for other programs, as files of process mining. */
@RestController
@SecurityRequirement(name = "basic")
@Tag(name = "Work events")
public class EventExportApi {

    private final EventExport files;

    EventExportApi(EventExport files) {
        this.files = files;
    }

    @GetMapping("/api/work-events")
    @Operation(
            summary = "What happened to work, for process mining",
            description =
                    "Days as yyyy-MM-dd, both included; format xes (IEEE 1849-2016) or csv (UTF-8 with mark, semicolons,"
                            + " ISO 8601 times); process may be repeated, without it everything. A case is a deal, or an instance"
                            + " that belongs to none. For supervisors and heads; each call is noted.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "400",
            description = "No such format, period or date",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    void events(
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate to,
            @RequestParam(required = false) List<String> process,
            HttpServletResponse response)
            throws IOException {
        files.send(format, from, to, process, response);
    }
}
