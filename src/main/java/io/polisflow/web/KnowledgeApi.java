package io.polisflow.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The knowledge base as JSON. */
@RestController
@RequestMapping("/api/knowledge")
@SecurityRequirement(name = "basic")
@Tag(name = "Knowledge base")
class KnowledgeApi {

    private final KnowledgePages pages;

    KnowledgeApi(KnowledgePages pages) {
        this.pages = pages;
    }

    @GetMapping
    @Operation(
            summary = "The answers that fit, best first",
            description =
                    "`query`: Russian words in any form, any of them is enough. `category`: code of an objection category; it"
                            + " ranks what the words find and answers alone when they find nothing. `product`: leaves answers about other"
                            + " products out. All are optional. Reading counts as no use of an answer.")
    @ApiResponse(responseCode = "200")
    List<ArticleView> find(
            @RequestParam(required = false) String query,
            @RequestParam(required = false) String category,
            @RequestParam(required = false) String product) {
        return pages.find(query, category, product);
    }
}
