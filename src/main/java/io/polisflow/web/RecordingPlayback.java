package io.polisflow.web;

import io.polisflow.crm.telephony.CallRecording;
import io.polisflow.crm.telephony.RecordingListenings;
import io.polisflow.security.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/** Plays the recordings of calls to those who may see the deal; nothing is kept by the browser, so that each listening is noted. */
@RestController
@SecurityRequirement(name = "basic")
@Tag(name = "Files")
@ApiResponse(responseCode = "200", content = @Content(mediaType = "audio/*"))
@ApiResponse(
        responseCode = "206",
        description = "The part asked for by Range",
        content = @Content(mediaType = "audio/*"))
@ApiResponse(
        responseCode = "404",
        description = "No such recording there",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class RecordingPlayback {

    private final RecordingListenings listenings;
    private final CurrentUser user;

    RecordingPlayback(RecordingListenings listenings, CurrentUser user) {
        this.listenings = listenings;
        this.user = user;
    }

    /** @param deal number of the deal that the call belongs to, or null */
    static String href(String deal, CallRecording recording) {
        return "/api" + (deal == null ? "" : "/deals/" + deal) + "/recordings/" + recording.id() + "/"
                + UriUtils.encodePathSegment(recording.file().name(), StandardCharsets.UTF_8);
    }

    @GetMapping("/api/deals/{number}/recordings/{id}/{name}")
    @Operation(
            summary = "The recording of a call of the deal; the listening is noted in the deal's journal",
            description = "Parts asked for by one person within ten minutes of each other are one listening.")
    ResponseEntity<Resource> ofDeal(@PathVariable String number, @PathVariable long id, @PathVariable String name) {
        return play(number, id);
    }

    @GetMapping("/api/recordings/{id}/{name}")
    @Operation(
            summary = "The recording of a call that belongs to no deal; the listening is noted",
            description = "Parts asked for by one person within ten minutes of each other are one listening.")
    ResponseEntity<Resource> ofNoDeal(@PathVariable long id, @PathVariable String name) {
        return play(null, id);
    }

    private ResponseEntity<Resource> play(String deal, long id) {
        RecordingListenings.Sound sound = listenings
                .listen(deal, id, user.id())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой записи здесь нет"));
        return FileDownloads.answer(sound.file(), sound.content(), CacheControl.noStore());
    }
}
