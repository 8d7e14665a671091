package io.polisflow.web.deal;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.TouchCalendar;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDateTime;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Planning a call, letter or meeting with the client of a deal. */
@RestController
@RequestMapping("/api/deals/{number}/touches")
@SecurityRequirement(name = "basic")
@Tag(name = "Calendar")
@ApiResponse(
        responseCode = "400",
        description = "A field is missing or wrong; «field» names it",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "403",
        description = "Neither the deal's manager nor a head nor a supervisor",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "404",
        description = "No such deal",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class DealTouchesApi {

    private final DealTouches touches;

    DealTouchesApi(DealTouches touches) {
        this.touches = touches;
    }

    /**
     * A touch.
     *
     * @param key the same one plans once; null for what never repeats
     * @param touchKind CALL, EMAIL or MEETING
     * @param touchAt local time in the insurer's zone, e.g. {@code 2026-11-25T10:30}
     * @param contactId contact of the client, or null
     * @param outOfHours whether it may also be out of working hours
     */
    record TouchBody(
            String key,
            Activity.Kind touchKind,
            LocalDateTime touchAt,
            Long contactId,
            String place,
            String note,
            boolean outOfHours) {}

    record Planned(long touchId) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Plan a touch in the calendar of the deal's manager, within working hours",
            description =
                    "The same key twice plans one touch. Another touch at that time is no hindrance: ask warnings.")
    @ApiResponse(responseCode = "201", description = "Planned")
    @ApiResponse(
            responseCode = "409",
            description = "The deal is over",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    Planned plan(@PathVariable String number, @RequestBody TouchBody body) {
        return new Planned(touches.plan(
                number,
                new TouchCalendar.Plan(body.touchKind(), body.touchAt(), body.place(), body.contactId(), body.note()),
                body.outOfHours() ? TouchCalendar.Hours.ANY : TouchCalendar.Hours.WORKING,
                body.key()));
    }

    @GetMapping("/warnings")
    @Operation(summary = "What would come of a touch at that time; nothing is planned")
    @ApiResponse(responseCode = "200", description = "What forbids it, or what there is to know")
    TouchCalendar.Outlook warnings(
            @PathVariable String number,
            @RequestParam(required = false) Activity.Kind touchKind,
            @RequestParam(required = false) LocalDateTime touchAt) {
        return touches.consider(number, touchKind, touchAt);
    }
}
