package io.polisflow.web.models;

import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import io.polisflow.web.models.PathPages.Filter;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page of a model's paths: by which ways its instances really went. */
@Controller
@RequestMapping("/crm/models/{key}/paths")
class PathController {

    private static final MediaType XML = new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final PathPages pages;
    private final DocumentPages documents;
    private final CurrentUser user;

    PathController(PathPages pages, DocumentPages documents, CurrentUser user) {
        this.pages = pages;
        this.documents = documents;
        this.user = user;
    }

    /** Analysts and administrators work without deals. */
    private boolean seesDeals() {
        return user.isIn(UserGroup.SUPERVISORS) || user.isIn(UserGroup.HEADS);
    }

    /** @param from and {@code to}, days of the period, both within it; the last 90 days when not given @param version all when not given */
    @GetMapping
    String show(
            @PathVariable String key,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) Integer version,
            Model model) {
        model.addAttribute("page", pages.view(key, pages.filter(from, to, version), seesDeals()));
        return "models/paths";
    }

    /** The deals behind a variant, or behind the losses at a step. */
    @GetMapping("/deals")
    String deals(
            @PathVariable String key,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) Integer version,
            @RequestParam(required = false) String variant,
            @RequestParam(required = false) String last,
            Model model) {
        if (!seesDeals()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Сделки за этими числами видят супервизоры и руководители");
        }
        if (variant == null && last == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Не сказано, какого варианта или шага");
        }
        model.addAttribute("page", pages.deals(key, pages.filter(from, to, version), variant, last));
        return "models/path-deals";
    }

    /** All variants, for a spreadsheet. */
    @GetMapping("/csv")
    ResponseEntity<byte[]> csv(
            @PathVariable String key,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) Integer version) {
        Filter filter = pages.filter(from, to, version);
        String file = "%s-paths-%s-%s.csv".formatted(key, filter.from(), filter.to());
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(file).build().toString())
                .body(PathTable.of(pages.view(key, filter, false).figures()).getBytes(StandardCharsets.UTF_8));
    }

    /** The model's drawing for those too who may not read its description. */
    @GetMapping("/drawing")
    ResponseEntity<byte[]> drawing(@PathVariable String key, @RequestParam(required = false) Integer version) {
        return ResponseEntity.ok()
                .contentType(XML)
                .cacheControl(CacheControl.noCache())
                .body(documents.drawing(key, version));
    }
}
