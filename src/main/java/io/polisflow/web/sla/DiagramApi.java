package io.polisflow.web.sla;

import io.polisflow.process.sla.DiagramDeadlines;
import io.polisflow.process.sla.DiagramDeadlines.Deadlines;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What Cockpit draws on a process diagram: figures without deals, clients or people. */
@RestController
@RequestMapping(path = "/api/deadlines", produces = MediaType.APPLICATION_JSON_VALUE)
@SecurityRequirement(name = "basic")
@Tag(name = "Deadlines")
class DiagramApi {

    private final DiagramDeadlines deadlines;

    DiagramApi(DiagramDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @GetMapping("/diagram")
    @Operation(summary = "How the open tasks of a version of a model stand against their deadlines, by element")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "404",
            description = "No such version",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    Deadlines diagram(
            @Parameter(description = "Id of the version, as the engine names it") @RequestParam String definition) {
        return deadlines.of(definition).orElseThrow(DiagramApi::missing);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой версии модели нет");
    }
}
