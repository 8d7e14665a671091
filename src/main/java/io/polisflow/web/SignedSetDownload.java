package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.contract.SignedFiles;
import io.polisflow.security.CurrentUser;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Hands out a signed contract with its signatures to whoever may see the deal; the deal's history tells to whom. */
@Controller
class SignedSetDownload {

    private final SignedFiles files;
    private final CurrentUser user;

    SignedSetDownload(SignedFiles files, CurrentUser user) {
        this.files = files;
        this.user = user;
    }

    @GetMapping("/crm/contracts/{id}/signed.zip")
    ResponseEntity<byte[]> signedSet(@PathVariable long id) {
        try {
            SignedFiles.SignedSet set = files.pack(id, user.fullName());
            return ResponseEntity.ok()
                    .contentType(new MediaType("application", "zip"))
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            ContentDisposition.attachment()
                                    .filename(set.name(), StandardCharsets.UTF_8)
                                    .build()
                                    .toString())
                    .header("X-Content-Type-Options", "nosniff")
                    // Each hand-out is to be recorded.
                    .cacheControl(CacheControl.noStore())
                    .body(set.content());
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого договора нет", e);
        } catch (RefusedException e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage(), e);
        }
    }
}
