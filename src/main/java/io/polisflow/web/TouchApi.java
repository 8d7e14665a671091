package io.polisflow.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDateTime;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Moving, cancelling and holding planned touches; every answer but 204 is a problem detail that names the field. */
@RestController
@RequestMapping("/api/touches/{id}")
@SecurityRequirement(name = "basic")
@Tag(name = "Calendar")
@ApiResponse(responseCode = "204", description = "Done")
@ApiResponse(
        responseCode = "400",
        description = "A field is missing or wrong; «field» names it",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "403",
        description = "Neither the touch's manager nor a head nor a supervisor",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "404",
        description = "No such touch",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "409",
        description = "It is held or cancelled already",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ResponseStatus(HttpStatus.NO_CONTENT)
class TouchApi {

    private final TouchActions actions;

    TouchApi(TouchActions actions) {
        this.actions = actions;
    }

    /** @param touchAt local time in the insurer's zone, e.g. {@code 2026-11-25T10:30} */
    record MoveBody(LocalDateTime touchAt) {}

    record HoldBody(String outcome) {}

    @PostMapping("/move")
    @Operation(summary = "Give the touch another time within working hours")
    void move(@PathVariable long id, @RequestBody MoveBody body) {
        actions.move(id, body.touchAt());
    }

    @PostMapping("/cancel")
    @Operation(summary = "Cancel the touch")
    void cancel(@PathVariable long id) {
        actions.cancel(id);
    }

    @PostMapping("/hold")
    @Operation(summary = "Mark the touch as held, with what came of it")
    void hold(@PathVariable long id, @RequestBody(required = false) HoldBody body) {
        actions.hold(id, body == null ? null : body.outcome());
    }
}
