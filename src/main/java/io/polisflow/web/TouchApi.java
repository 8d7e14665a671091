package io.polisflow.web;

import io.polisflow.crm.deal.TouchCalendar.Hours;
import io.polisflow.crm.deal.TouchCalendar.Move;
import io.polisflow.crm.deal.TouchCalendar.Moved;
import io.polisflow.crm.deal.TouchCalendar.Outlook;
import io.polisflow.crm.deal.TouchCalendar.Warning;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDateTime;
import java.util.List;
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

    /**
     * Where a touch goes.
     *
     * @param touchAt local time in the insurer's zone, e.g. {@code 2026-11-25T10:30}
     * @param seenAt for when the mover saw it planned; whoever was faster is then not overruled. Null when they do not say
     * @param outOfHours whether it may also go out of working hours
     */
    record MoveBody(LocalDateTime touchAt, LocalDateTime seenAt, boolean outOfHours) {

        Move move() {
            return new Move(touchAt, seenAt, outOfHours ? Hours.ANY : Hours.WORKING);
        }
    }

    /** @param touchAt where the move that is to be undone went */
    record UndoBody(LocalDateTime touchAt) {}

    /**
     * A touch at its new time.
     *
     * @param was when it was planned before
     * @param warnings what there is to know of the new time
     */
    record MovedView(LocalDateTime touchAt, LocalDateTime was, List<WarningView> warnings) {}

    /** @param code CONFLICT, DAY_OFF or OUT_OF_HOURS; the text is Russian */
    record WarningView(Warning.Code code, String text) {

        static List<WarningView> all(List<Warning> warnings) {
            return warnings.stream()
                    .map(warning -> new WarningView(warning.code(), warning.text()))
                    .toList();
        }
    }

    /** @param refusal why it cannot be then, or null */
    record OutlookView(String refusal, List<WarningView> warnings) {}

    record HoldBody(String outcome) {}

    @PostMapping("/move")
    @ResponseStatus(HttpStatus.OK)
    @Operation(
            summary = "Give the touch another time",
            description =
                    "Within working hours, unless «outOfHours» says otherwise. What else there is to know of the time,"
                            + " for instance another touch then, comes back as warnings and hinders nothing.")
    @ApiResponse(responseCode = "200", description = "Moved")
    MovedView move(@PathVariable long id, @RequestBody MoveBody body) {
        Moved moved = actions.move(id, body.move());
        return new MovedView(body.touchAt(), moved.was(), WarningView.all(moved.warnings()));
    }

    @PostMapping("/undo-move")
    @Operation(summary = "Undo the last move, also to a time that is past by now")
    void undoMove(@PathVariable long id, @RequestBody UndoBody body) {
        actions.takeBackMove(id, body.touchAt());
    }

    @GetMapping("/check")
    @ResponseStatus(HttpStatus.OK)
    @Operation(summary = "What would come of moving the touch there; nothing is changed")
    @ApiResponse(responseCode = "200", description = "What forbids it, or what there is to know")
    OutlookView check(@PathVariable long id, @RequestParam(required = false) LocalDateTime touchAt) {
        Outlook outlook = actions.consider(id, touchAt);
        return new OutlookView(outlook.refusal(), WarningView.all(outlook.warnings()));
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
