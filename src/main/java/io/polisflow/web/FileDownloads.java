package io.polisflow.web;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.telephony.RecordingListenings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/** Hands out kept files byte for byte, to whom SightGuard lets through; what a client sent is never shown as a page of ours. */
@RestController
@SecurityRequirement(name = "basic")
@Tag(name = "Files")
class FileDownloads {

    static final Set<String> SHOWN = Set.of(
            "application/pdf",
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "audio/mpeg",
            "audio/wav",
            "audio/ogg");

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final Files files;
    private final RecordingListenings recordings;
    private final AuditTrail audit;

    FileDownloads(Files files, RecordingListenings recordings, AuditTrail audit) {
        this.audit = audit;
        this.files = files;
        this.recordings = recordings;
    }

    /** The address of a file; its name is there for people, the id decides. */
    static String href(StoredFile file) {
        return "/api/files/" + file.id() + "/" + UriUtils.encodePathSegment(file.name(), StandardCharsets.UTF_8);
    }

    @GetMapping("/api/files/{id}/{name}")
    @Operation(
            summary = "A kept file, byte for byte",
            description =
                    "PDF, raster images and sound are shown inline, all else is an attachment; the ETag is the SHA-256."
                            + " The id decides, the name is there for people.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "*/*"))
    @ApiResponse(
            responseCode = "206",
            description = "The part asked for by Range",
            content = @Content(mediaType = "*/*"))
    @ApiResponse(responseCode = "404", description = "No such file", content = @Content(mediaType = PROBLEM))
    ResponseEntity<Resource> file(@PathVariable long id, @PathVariable String name) {
        StoredFile file = files.find(id)
                // Who may hear a recording is decided by its deal, and each listening is noted.
                .filter(found -> !recordings.isRecording(found))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого файла нет"));
        audit.event(AuditAction.DOWNLOADED, AuditSubject.of("stored_file", file.id()), Map.of());
        return answer(file, files.content(file), CacheControl.noCache().cachePrivate());
    }

    /** A document with scripts is for a program of its own, not for the one in which we are open. */
    static boolean isShown(StoredFile file) {
        return SHOWN.contains(file.mediaType()) && file.warning() == null && file.quarantine() == null;
    }

    /** A file as the browser gets it: in its place where it can do no harm, in parts where a player asks for them. */
    static ResponseEntity<Resource> answer(StoredFile file, byte[] content, CacheControl cache) {
        boolean shown = isShown(file);
        ContentDisposition disposition = (shown ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(file.name(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(shown ? MediaType.parseMediaType(file.mediaType()) : MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .eTag(file.sha256())
                .cacheControl(cache)
                // A resource answers ranges too: a player asks for the part that somebody jumps to.
                .body(new ByteArrayResource(content));
    }
}
