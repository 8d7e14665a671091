package io.polisflow.web;

import io.polisflow.crm.agenda.CalendarFeeds;
import io.polisflow.security.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Making and revoking the secret address of one's own calendar. */
@RestController
@RequestMapping("/api/calendar-feed")
@SecurityRequirement(name = "basic")
@Tag(name = "Calendar")
class CalendarFeedApi {

    private final CalendarFeeds feeds;
    private final CalendarFeedController addresses;
    private final CurrentUser user;

    CalendarFeedApi(CalendarFeeds feeds, CalendarFeedController addresses, CurrentUser user) {
        this.feeds = feeds;
        this.addresses = addresses;
        this.user = user;
    }

    /** @param address told this once: only a hash of its secret is kept */
    record Created(String address) {}

    @PostMapping
    @Operation(summary = "Make a secret address for one's own calendar; the one before it ends")
    @ApiResponse(responseCode = "201", description = "The address, told this once")
    ResponseEntity<Created> create() {
        String secret = feeds.create(user.id());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new Created(addresses.address() + "/calendar/" + secret + ".ics"));
    }

    @DeleteMapping
    @Operation(summary = "Revoke the address: from now on it answers 404")
    @ApiResponse(responseCode = "204", description = "Revoked")
    @ApiResponse(
            responseCode = "404",
            description = "There was none",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<Void> revoke() {
        if (!feeds.revoke(user.id())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Адреса календаря нет");
        }
        return ResponseEntity.noContent().build();
    }
}
