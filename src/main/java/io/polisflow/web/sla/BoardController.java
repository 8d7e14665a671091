package io.polisflow.web.sla;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The dashboard of deadlines: the whole page, or what is in it for scripts of the workspace and of Cockpit. */
@Controller
class BoardController {

    private final BoardPages pages;
    private final BoardAccess access;

    BoardController(BoardPages pages, BoardAccess access) {
        this.pages = pages;
        this.access = access;
    }

    @GetMapping(BoardAddress.PATH)
    String board(
            @RequestParam Map<String, String> parameters,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean part,
            Model model,
            HttpServletResponse response) {
        model.addAttribute("board", pages.view(BoardAddress.of(parameters), access.sight()));
        return BoardParts.view("board", part, response);
    }

    /** A few numbers for Cockpit's own dashboard. */
    @GetMapping(BoardAddress.PATH + "/tile")
    String tile(Model model) {
        model.addAttribute("tiles", pages.tiles(access.sight()));
        return "sla/tile :: part";
    }
}
