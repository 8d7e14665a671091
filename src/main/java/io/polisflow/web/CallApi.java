package io.polisflow.web;

import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.crm.telephony.OrderedCall;
import io.polisflow.security.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Click-to-call and the calls of a deal as JSON. */
@RestController
@RequestMapping("/api/deals/{number}/calls")
@SecurityRequirement(name = "basic")
@Tag(name = "Deals")
@ApiResponse(
        responseCode = "404",
        description = "No such deal",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class CallApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final Calls calls;
    private final CallPages pages;
    private final Deals deals;
    private final CurrentUser user;

    CallApi(Calls calls, CallPages pages, Deals deals, CurrentUser user) {
        this.calls = calls;
        this.pages = pages;
        this.deals = deals;
        this.user = user;
    }

    /** @param commandId the same one rings once; null for a click that never repeats */
    record CallBody(Long contactId, String commandId) {}

    record Placed(String commandId, String state, String number) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Call a contact of the deal's client: the exchange rings the user and then the contact",
            description = "The same commandId twice rings once.")
    @ApiResponse(responseCode = "201", description = "The exchange is ringing")
    @ApiResponse(
            responseCode = "400",
            description = "No contact, no number, or the user has no inner number",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "409", description = "The deal is over", content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "422", description = "The exchange refused", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "503",
            description = "The exchange does not answer",
            content = @Content(mediaType = PROBLEM))
    Placed call(@PathVariable String number, @RequestBody CallBody body) {
        find(number);
        OrderedCall order = calls.order(number, body.contactId(), user.id(), body.commandId());
        return switch (order.state()) {
            case SENT -> new Placed(order.commandId(), order.state().name(), order.number());
            case REFUSED -> throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_ENTITY, order.reason());
            case UNANSWERED -> throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, order.reason());
        };
    }

    @GetMapping
    @Operation(summary = "The calls of the deal with their recordings, newest first")
    @ApiResponse(responseCode = "200")
    List<CallView> list(@PathVariable String number) {
        find(number);
        return pages.callsOf(number).calls();
    }

    private void find(String number) {
        if (deals.find(number).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой сделки нет");
        }
    }
}
