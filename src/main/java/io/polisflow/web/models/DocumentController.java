package io.polisflow.web.models;

import io.polisflow.web.models.DocumentPages.ModelView;
import io.polisflow.web.models.DocumentPages.TableView;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of one model or decision table: what it does and how it works. */
@Controller
@RequestMapping("/crm/models/{key}")
class DocumentController {

    private static final String ALL = "all";
    private static final MediaType XML = new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);

    private final DocumentPages pages;

    DocumentController(DocumentPages pages) {
        this.pages = pages;
    }

    /** @param version of the model; the one in force when not given @param figures {@code all} for those of all versions */
    @GetMapping
    String show(
            @PathVariable String key,
            @RequestParam(required = false) Integer version,
            @RequestParam(defaultValue = "") String figures,
            Model model) {
        boolean all = figures.equals(ALL);
        Optional<ModelView> process = pages.model(key, version, all);
        if (process.isPresent()) {
            model.addAttribute("page", process.get());
            return "models/document";
        }
        TableView table = pages.table(key, version, all).orElseThrow(DocumentPages::missing);
        model.addAttribute("page", table);
        return "models/table";
    }

    /** BPMN 2.0 as it was deployed, for the page's drawing. */
    @GetMapping("/drawing")
    ResponseEntity<byte[]> drawing(@PathVariable String key, @RequestParam(required = false) Integer version) {
        return ResponseEntity.ok()
                .contentType(XML)
                .cacheControl(CacheControl.noCache())
                .body(pages.drawing(key, version));
    }
}
