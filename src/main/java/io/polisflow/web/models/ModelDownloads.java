package io.polisflow.web.models;

import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.gate.ModelFile;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Hands models out; what somebody uploaded is never shown as a page of ours. */
final class ModelDownloads {

    private ModelDownloads() {}

    static ResponseEntity<byte[]> zip(String name, Collection<ModelFile> files) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(name))
                .body(ModelDrafts.zipped(files));
    }

    static ResponseEntity<byte[]> file(String path, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(path.substring(path.lastIndexOf('/') + 1)))
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .body(content);
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
