package io.polisflow.web.funnel;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Funnel.Position;
import io.polisflow.web.DealActions;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The board of the funnel; a changed filter, a move and «Показать ещё» fetch no more than what they change. */
@Controller
@RequestMapping("/crm")
class FunnelController {

    private final FunnelPages pages;
    private final DealActions actions;

    FunnelController(FunnelPages pages, DealActions actions) {
        this.pages = pages;
        this.actions = actions;
    }

    @GetMapping({"", "/"})
    String start() {
        return "redirect:" + DealAddress.BOARD;
    }

    @GetMapping("/funnel")
    String board(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "HX-Request", required = false) boolean fragment,
            @RequestHeader(name = "HX-History-Restore-Request", required = false) boolean wholeAgain,
            Model model,
            HttpServletResponse response) {
        DealAddress address = pages.address(parameters);
        boolean boardOnly = fragment && !wholeAgain;
        model.addAttribute("filter", pages.filter(address));
        model.addAttribute("board", pages.board(address));
        // One address, two answers: what a browser kept of the one must not be shown for the other.
        response.setHeader(HttpHeaders.VARY, "HX-Request");
        model.addAttribute("fragment", boardOnly);
        if (boardOnly) {
            response.setHeader("HX-Push-Url", address.on(DealAddress.BOARD));
            return "crm/funnel :: found";
        }
        model.addAttribute("reasons", actions.reasons());
        return "crm/funnel";
    }

    /** The columns that a move has changed, and the figures around them. @param shown how many cards of each were there */
    @GetMapping("/funnel/columns")
    String columns(
            @RequestParam Map<String, String> parameters,
            @RequestParam(name = "column") List<String> codes,
            @RequestParam(defaultValue = "0") int shown,
            Model model) {
        List<Stage> stages = codes.stream().map(FunnelController::stage).toList();
        model.addAttribute("board", pages.columns(pages.address(parameters), stages, shown));
        model.addAttribute("fragment", true);
        return "crm/funnel :: changed";
    }

    @GetMapping("/funnel/columns/{stage}")
    String cards(
            @PathVariable("stage") String code,
            @RequestParam Map<String, String> parameters,
            @RequestParam Instant since,
            @RequestParam long id,
            Model model) {
        model.addAttribute("part", pages.part(pages.address(parameters), stage(code), new Position(since, id)));
        return "crm/funnel :: part";
    }

    private static Stage stage(String code) {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого этапа нет"));
    }
}
