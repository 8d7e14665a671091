package io.polisflow.web;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Deals and approvals as JSON and as server-sent events. */
@RestController
@RequestMapping("/api")
@SecurityRequirement(name = "basic")
@Tag(name = "Deals")
class DealApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final DealPages pages;
    private final ApprovalEvents events;
    private final AuditTrail audit;

    DealApi(DealPages pages, ApprovalEvents events, AuditTrail audit) {
        this.audit = audit;
        this.pages = pages;
        this.events = events;
    }

    @GetMapping("/deals/{number}")
    @Operation(summary = "A deal with its client, requests, proposals, letters and history")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", description = "No such deal", content = @Content(mediaType = PROBLEM))
    DealView deal(@PathVariable String number) {
        DealView deal = pages.find(number)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой сделки нет"));
        audit.saw(AuditSubject.deal(number));
        return deal;
    }

    @GetMapping("/proposals/{id}/approval")
    @Operation(summary = "How far the approval of a proposal version is")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", description = "No such proposal", content = @Content(mediaType = PROBLEM))
    ApprovalView approval(@PathVariable long id) {
        return pages.approval(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого КП нет"));
    }

    @GetMapping(path = "/proposals/{id}/approval/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "The same as server-sent events named «approval»: the present state, then each change")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "404", description = "No such proposal", content = @Content(mediaType = PROBLEM))
    SseEmitter approvalEvents(@PathVariable long id) {
        return events.subscribe(id, () -> approval(id));
    }
}
