package io.polisflow.web.deal;

import io.polisflow.process.models.DealDiagram;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a deal stands in its models as JSON, and the models' drawings. */
@RestController
@RequestMapping("/api")
@SecurityRequirement(name = "basic")
@Tag(name = "Deals")
class DealDiagramApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final DealDiagramPages pages;

    DealDiagramApi(DealDiagramPages pages) {
        this.pages = pages;
    }

    @GetMapping(path = "/deals/{number}/diagram", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary =
                    "Where a deal stands in its models: runs, tokens, and of one run what has passed and by which flows",
            description =
                    "The ETag changes when the deal moves: ask again with If-None-Match. Elements and flows are named"
                            + " as in the drawing, GET /api/models/{model}. At most the latest 200 runs and 500 steps are told.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "304", description = "Nothing has moved", content = @Content)
    @ApiResponse(
            responseCode = "404",
            description = "No such deal, or no such run",
            content = @Content(mediaType = PROBLEM))
    ResponseEntity<DealDiagram> diagram(
            @PathVariable String number,
            @Parameter(description = "The run to tell of; the deal's frame when not given")
                    @RequestParam(required = false)
                    String run) {
        DealDiagram diagram = pages.diagram(number, run);
        return ResponseEntity.ok().eTag(DealDiagramPages.version(diagram)).body(diagram);
    }

    @GetMapping(path = "/models/{model}", produces = MediaType.APPLICATION_XML_VALUE)
    @Operation(
            summary = "A version of a model as it was deployed, BPMN 2.0",
            description = "It never changes, so that a client may keep it for ever.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.APPLICATION_XML_VALUE))
    @ApiResponse(responseCode = "404", description = "No such model", content = @Content(mediaType = PROBLEM))
    ResponseEntity<byte[]> model(@PathVariable String model) {
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable())
                .body(pages.drawing(model));
    }
}
