package io.polisflow.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changing a client's card from its page or by a program. */
@RestController
@RequestMapping("/api/clients/{id}")
@SecurityRequirement(name = "basic")
@Tag(name = "Clients")
class ClientApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final ClientActions actions;

    ClientApi(ClientActions actions) {
        this.actions = actions;
    }

    @DeleteMapping("/contacts/{contactId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take a person off the card",
            description = "Histories keep the name; a task that still offers the person refuses to choose them.")
    @ApiResponse(responseCode = "204", description = "Done")
    @ApiResponse(
            responseCode = "400",
            description = "Not on this card, or not any more",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "403",
            description = "Neither a manager of the client or its deals nor a head nor a supervisor",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "404", description = "No such client", content = @Content(mediaType = PROBLEM))
    void removeContact(@PathVariable long id, @PathVariable long contactId) {
        actions.removeContact(id, contactId);
    }

    @PostMapping("/requisites/check")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Ask the counterparty registry now",
            description =
                    "Earlier answers are passed over. What a person typed stays; what the registry tells otherwise than"
                            + " before is listed on the card and in the history of each open deal.")
    @ApiResponse(responseCode = "204", description = "The card holds what the registry says")
    @ApiResponse(responseCode = "400", description = "The card has no INN", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "403",
            description = "Neither a manager of the client or its deals nor a head nor a supervisor",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "404", description = "No such client", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "503",
            description = "The registry does not answer",
            content = @Content(mediaType = PROBLEM))
    void checkRequisites(@PathVariable long id) {
        actions.checkRequisites(id);
    }
}
