package io.polisflow.web;

import io.polisflow.crm.policy.Retention;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.YearMonth;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The retention figures as JSON. */
@RestController
@RequestMapping("/api/reports")
@SecurityRequirement(name = "basic")
@Tag(name = "Reports")
class RetentionApi {

    private final Retention retention;
    private final Clock clock;

    RetentionApi(Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    @GetMapping("/retention")
    @Operation(
            summary = "How many of the policies that end in a period are renewed, by month and in all",
            description =
                    "Months as yyyy-MM; without them the present year. The rate is per cent of the policies decided.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "400",
            description = "No such period",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    Retention.Report retention(
            @RequestParam(required = false) YearMonth from, @RequestParam(required = false) YearMonth to) {
        RetentionPeriod period = RetentionPeriod.of(from, to, clock);
        try {
            return retention.report(period.first(), period.last());
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }
}
