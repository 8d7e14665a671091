package io.polisflow.web;

import io.polisflow.web.SearchPages.Group;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the search box shows while somebody types, in the workspace and in Tasklist. */
@RestController
@SecurityRequirement(name = "basic")
@Tag(name = "Pages")
class SearchApi {

    private static final int MOST_OF_EACH = 5;

    private final SearchPages pages;

    SearchApi(SearchPages pages) {
        this.pages = pages;
    }

    @GetMapping("/api/search")
    @Operation(
            summary = "Clients, contacts, deals and policies that a text means",
            description =
                    "Words of names in any order and with a typo, the beginning of an INN, of an e-mail address or"
                            + " of a telephone number in any spelling, a deal's number or its end, part of a policy's number. The"
                            + " best few of each kind; kinds of which nothing is found are left out.")
    @ApiResponse(responseCode = "200")
    List<Group> search(
            @Parameter(description = "Two characters or more", example = "ромашка") @RequestParam(defaultValue = "")
                    String text) {
        return pages.find(text, MOST_OF_EACH);
    }
}
