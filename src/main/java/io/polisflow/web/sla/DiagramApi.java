package io.polisflow.web.sla;

import io.polisflow.process.sla.DiagramDeadlines;
import io.polisflow.process.sla.DiagramDeadlines.Deadlines;
import io.polisflow.web.sla.HeatFigures.Heat;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
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

    private static final Set<Integer> PERIODS = Set.of(7, 30, 90);

    private final DiagramDeadlines deadlines;
    private final HeatFigures heat;

    DiagramApi(DiagramDeadlines deadlines, HeatFigures heat) {
        this.deadlines = deadlines;
        this.heat = heat;
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

    @GetMapping("/heat")
    @Operation(
            summary = "How often the steps of a model were done, how long they took, and what of it was waiting",
            description = "On all versions of the model, from the log of work; by the clock, without stopped clocks.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "400",
            description = "No such period",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "404",
            description = "No such version",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    Heat heat(
            @Parameter(description = "Id of a version, as the engine names it") @RequestParam String definition,
            @Parameter(description = "7, 30 or 90") @RequestParam(defaultValue = "30") int days) {
        if (!PERIODS.contains(days)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Период — 7, 30 или 90 дней");
        }
        return heat.of(deadlines.process(definition).orElseThrow(DiagramApi::missing), days);
    }

    private static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой версии модели нет");
    }
}
