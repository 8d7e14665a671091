package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.web.DictionaryActions.DictionaryView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keeping the dictionaries {@code lead-source}, {@code loss-reason}, {@code objection-category}, {@code contact-role}. */
@RestController
@RequestMapping("/api/dictionaries/{key}")
@SecurityRequirement(name = "basic")
@Tag(name = "Dictionaries", description = "For administrators and supervisors")
@ApiResponse(
        responseCode = "400",
        description = "A field is missing or wrong; «field» names it",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "404",
        description = "No such dictionary or entry",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "409",
        description = "The code is taken, or it is the last entry offered",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class DictionaryApi {

    private final DictionaryActions actions;

    DictionaryApi(DictionaryActions actions) {
        this.actions = actions;
    }

    record AddBody(String code, String label) {}

    record RenameBody(String label) {}

    record MoveBody(Integer place) {}

    @GetMapping
    @Operation(summary = "All entries in order, those no longer offered too")
    @ApiResponse(responseCode = "200")
    DictionaryView entries(@PathVariable String key) {
        return actions.one(key);
    }

    @PostMapping("/entries")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Add an entry at the end; its code never changes")
    @ApiResponse(responseCode = "204", description = "Done")
    void add(@PathVariable String key, @RequestBody AddBody body) {
        actions.add(key, body.code(), body.label());
    }

    @PostMapping("/entries/{code}/rename")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give the entry another label, in old records too")
    @ApiResponse(responseCode = "204", description = "Done")
    void rename(@PathVariable String key, @PathVariable String code, @RequestBody RenameBody body) {
        actions.rename(key, code, body.label());
    }

    @PostMapping("/entries/{code}/move")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Move the entry to a place, counted from 1")
    @ApiResponse(responseCode = "204", description = "Done")
    void move(@PathVariable String key, @PathVariable String code, @RequestBody MoveBody body) {
        if (body.place() == null) {
            throw new RefusedException("place", "Укажите место, считая с единицы");
        }
        actions.move(key, code, body.place());
    }

    @PostMapping("/entries/{code}/deactivate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Offer the entry no more; what was recorded with it stays")
    @ApiResponse(responseCode = "204", description = "Done")
    void deactivate(@PathVariable String key, @PathVariable String code) {
        actions.offer(key, code, false);
    }

    @PostMapping("/entries/{code}/activate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Offer the entry again")
    @ApiResponse(responseCode = "204", description = "Done")
    void activate(@PathVariable String key, @PathVariable String code) {
        actions.offer(key, code, true);
    }
}
