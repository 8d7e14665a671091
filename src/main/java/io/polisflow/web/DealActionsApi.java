package io.polisflow.web;

import io.polisflow.crm.deal.Loss;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
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

/** Losing, pausing, agreeing and handing over a deal; every answer but 204 is a problem detail that names the field. */
@RestController
@RequestMapping("/api/deals/{number}")
@SecurityRequirement(name = "basic")
@Tag(name = "Deals")
@ApiResponse(responseCode = "204", description = "Done")
@ApiResponse(
        responseCode = "400",
        description = "A field is missing or wrong; «field» names it",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "403",
        description = "Neither the deal's manager nor a head nor a supervisor",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "409",
        description = "The deal is over or not at a point where that makes sense",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ResponseStatus(HttpStatus.NO_CONTENT)
class DealActionsApi {

    private final DealActions actions;

    DealActionsApi(DealActions actions) {
        this.actions = actions;
    }

    /** The mandatory facts of a loss; the names are those of the forms. */
    record LossBody(
            String lossReason,
            String lossComment,
            String lossCompetitor,
            String lossCompetitorTerms,
            Integer recontactMonths) {}

    record PauseBody(LocalDate pausedUntil, String reason) {}

    record HandOverBody(String newOwner) {}

    /** @param priority {@code normal} or {@code urgent} */
    record PriorityBody(String priority, String reason) {}

    @PostMapping("/lose")
    @Operation(summary = "Lose the deal: all its work ends at once")
    void lose(@PathVariable String number, @RequestBody LossBody body) {
        actions.lose(
                number,
                () -> new Loss(
                        body.lossReason(),
                        body.lossComment(),
                        body.lossCompetitor(),
                        body.lossCompetitorTerms(),
                        body.recontactMonths()));
    }

    @PostMapping("/pause")
    @Operation(summary = "Put the deal on hold until a day")
    void pause(@PathVariable String number, @RequestBody PauseBody body) {
        actions.pause(number, body.pausedUntil(), body.reason());
    }

    @PostMapping("/resume")
    @Operation(summary = "Go on with a paused deal")
    void resume(@PathVariable String number) {
        actions.resume(number);
    }

    @PostMapping("/agree")
    @Operation(summary = "The client agrees: the talks end and the contract begins")
    void agree(@PathVariable String number) {
        actions.agree(number);
    }

    @PostMapping("/retry")
    @Operation(summary = "Try the steps again at once that an outside system's fault has stopped")
    void retry(@PathVariable String number) {
        actions.retry(number);
    }

    @PostMapping("/hand-over")
    @Operation(summary = "Give the deal with its tasks and its calendar to another manager")
    void handOver(@PathVariable String number, @RequestBody HandOverBody body) {
        actions.handOver(number, body.newOwner());
    }

    /** @param told Russian, how many of the deal's deadlines would move */
    record PriorityPreview(String told) {}

    @GetMapping("/priority")
    @ResponseStatus(HttpStatus.OK)
    @Operation(summary = "Say how many deadlines of the deal another priority would move; changes nothing")
    PriorityPreview priority(@PathVariable String number, @RequestParam String to) {
        return new PriorityPreview(actions.movedBy(number, to));
    }

    @PostMapping("/priority")
    @Operation(summary = "Say how urgent the deal is: its open deadlines and the priority of its tasks follow")
    void prioritise(@PathVariable String number, @RequestBody PriorityBody body) {
        actions.prioritise(number, body.priority(), body.reason());
    }
}
