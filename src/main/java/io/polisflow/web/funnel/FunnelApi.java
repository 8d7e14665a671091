package io.polisflow.web.funnel;

import io.polisflow.crm.deal.DealMove;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Funnel;
import io.polisflow.crm.funnel.Funnel.Sum;
import io.polisflow.crm.funnel.Probabilities;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The figures of the funnel as JSON, and where a deal may be moved. */
@RestController
@RequestMapping("/api")
@SecurityRequirement(name = "basic")
@Tag(name = "Funnel")
public class FunnelApi {

    private final FunnelPages pages;
    private final Funnel funnel;
    private final Probabilities probabilities;
    private final DealMoves moves;

    FunnelApi(FunnelPages pages, Funnel funnel, Probabilities probabilities, DealMoves moves) {
        this.pages = pages;
        this.funnel = funnel;
        this.probabilities = probabilities;
        this.moves = moves;
    }

    /**
     * @param premium rubles
     * @param expected rubles, the premium by the probability of each stage
     * @param withoutNextStep how many have neither a planned touch nor an open task
     */
    public record Total(long deals, BigDecimal premium, BigDecimal expected, long withoutNextStep) {

        private static Total of(Sum sum) {
            return new Total(sum.deals(), sum.premium(), sum.expected(), sum.withoutStep());
        }
    }

    /** @param probability per cent */
    public record StageFigures(
            String stage,
            String label,
            int probability,
            long deals,
            BigDecimal premium,
            BigDecimal expected,
            long withoutNextStep) {}

    public record ClosedFigures(String stage, String label, long deals, BigDecimal premium) {}

    /**
     * @param owner whose deals these are: a user id, «-» for nobody's, null for everybody's
     * @param closed won and lost within the last {@code closedWithinDays}
     */
    public record Figures(
            String owner, List<StageFigures> stages, Total total, List<ClosedFigures> closed, long closedWithinDays) {}

    /**
     * @param decision what to ask {@code /api/deals/{number}/…} for: agree, pause, resume or lose; null when there is none
     * @param refusal why the deal cannot be moved there, in Russian; null when it can
     */
    public record Move(String stage, String label, String decision, String refusal) {

        private static Move of(DealMove move) {
            return new Move(
                    move.to().code(),
                    move.to().label(),
                    move.decision() == null ? null : move.decision().name().toLowerCase(Locale.ROOT),
                    move.refusal());
        }
    }

    @GetMapping("/funnel")
    @Operation(
            summary = "The figures of the funnel: open deals stage by stage, and what was won and lost lately",
            description =
                    "Parameters are those of the page /crm/funnel. Without any, a manager gets their own deals and"
                            + " everybody else those of the whole team; an empty «owner» means the whole team.")
    @Parameters({
        @Parameter(name = "owner", in = ParameterIn.QUERY, description = "User id, «-» for nobody's, empty for all"),
        @Parameter(name = "product", in = ParameterIn.QUERY, description = "Code of the product"),
        @Parameter(name = "source", in = ParameterIn.QUERY, description = "Code of the lead's source"),
        @Parameter(
                name = "from",
                in = ParameterIn.QUERY,
                description = "First day of opening",
                schema = @Schema(type = "string", format = "date")),
        @Parameter(
                name = "to",
                in = ParameterIn.QUERY,
                description = "Last day of opening",
                schema = @Schema(type = "string", format = "date")),
        @Parameter(
                name = "step",
                in = ParameterIn.QUERY,
                description = "«none»: only deals without a next step",
                schema = @Schema(type = "string", allowableValues = "none")),
        @Parameter(name = "text", in = ParameterIn.QUERY, description = "Words of the client's name, INN, deal number")
    })
    @ApiResponse(responseCode = "200")
    Figures funnel(@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
        DealAddress address = pages.address(parameters);
        Search search = pages.search(address);
        Map<Stage, Sum> open = funnel.open(search);
        Map<Stage, Integer> percents = probabilities.scale().percents();
        return new Figures(
                address.owner(),
                open.entrySet().stream()
                        .map(entry -> figures(entry.getKey(), percents.get(entry.getKey()), entry.getValue()))
                        .toList(),
                Total.of(Sum.of(open.values())),
                funnel.closedLately(search).entrySet().stream()
                        .map(entry -> new ClosedFigures(
                                entry.getKey().code(),
                                entry.getKey().label(),
                                entry.getValue().deals(),
                                entry.getValue().premium()))
                        .toList(),
                Funnel.CLOSED_SHOWN.toDays());
    }

    private static StageFigures figures(Stage stage, int percent, Sum sum) {
        return new StageFigures(
                stage.code(), stage.label(), percent, sum.deals(), sum.premium(), sum.expected(), sum.withoutStep());
    }

    @GetMapping("/deals/{number}/moves")
    @Operation(
            summary = "Where the deal may be moved on the funnel",
            description = "Nobody sets a stage: each move that is possible names the decision that the model is told.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "404",
            description = "No such deal",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    List<Move> moves(@PathVariable String number) {
        return moves.of(number).stream().map(Move::of).toList();
    }
}
