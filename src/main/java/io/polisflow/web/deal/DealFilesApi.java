package io.polisflow.web.deal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.dossier.DealFiles;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.DealAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The files of a deal, and leaving one there. */
@RestController
@RequestMapping("/api/deals/{number}/files")
@SecurityRequirement(name = "basic")
@Tag(name = "Files")
@ApiResponse(
        responseCode = "404",
        description = "No such deal or file",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class DealFilesApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final DealAccess access;
    private final DealFiles files;
    private final DealDocuments documents;
    private final CurrentUser user;

    DealFilesApi(DealAccess access, DealFiles files, DealDocuments documents, CurrentUser user) {
        this.access = access;
        this.files = files;
        this.documents = documents;
        this.user = user;
    }

    @GetMapping
    @Operation(summary = "Every file of the deal: made, signed, received, sent and uploaded ones, newest first")
    @ApiResponse(responseCode = "200")
    List<DealDocuments.Document> list(@PathVariable String number) {
        access.find(number);
        return documents.of(number, user.id());
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Leave a file with the deal: PDF, JPG, PNG or an office document, up to 20 MB",
            description = "What it is, its content tells. The same key twice keeps one file.")
    @ApiResponse(responseCode = "201", description = "Kept")
    @ApiResponse(
            responseCode = "400",
            description = "Nothing, too much, or of a kind that is not taken",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "403",
            description = "Neither the deal's manager nor an underwriter, lawyer, head or supervisor",
            content = @Content(mediaType = PROBLEM))
    DealDocuments.Document upload(
            @PathVariable String number,
            @RequestParam(required = false) MultipartFile file,
            @RequestParam(required = false) String key)
            throws IOException {
        access.findToLeaveFiles(number);
        if (file == null) {
            throw new RefusedException("file", "Выберите файл");
        }
        // What is too large is refused by its size, before anybody holds it in memory.
        DealFiles.requireFits(file.getOriginalFilename(), file.getSize());
        return documents.of(files.keep(number, file.getOriginalFilename(), file.getBytes(), user.id(), key), user.id());
    }

    @DeleteMapping("/{fileId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take a file of one's own away; letters that took it along keep it")
    @ApiResponse(responseCode = "204", description = "Done")
    @ApiResponse(responseCode = "400", description = "Somebody else left it", content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "409", description = "It is gone already", content = @Content(mediaType = PROBLEM))
    void remove(@PathVariable String number, @PathVariable long fileId) {
        requireFile(number, fileId);
        files.remove(number, fileId, user.id());
    }

    @PostMapping("/{fileId}/restore")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Bring back what one took away")
    @ApiResponse(responseCode = "204", description = "Done")
    @ApiResponse(responseCode = "400", description = "Somebody else left it", content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "409", description = "It is there already", content = @Content(mediaType = PROBLEM))
    void restore(@PathVariable String number, @PathVariable long fileId) {
        requireFile(number, fileId);
        files.restore(number, fileId, user.id());
    }

    private void requireFile(String number, long fileId) {
        access.find(number);
        if (files.find(number, fileId).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого загруженного файла у сделки нет");
        }
    }
}
