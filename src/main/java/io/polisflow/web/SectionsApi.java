package io.polisflow.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The workspace's menu for Tasklist's bar: what the signed-on person may open, and nothing else. */
@RestController
@SecurityRequirement(name = "basic")
@Tag(name = "Pages")
class SectionsApi {

    private final Sections sections;

    SectionsApi(Sections sections) {
        this.sections = sections;
    }

    /** @param href below the application's root */
    record SectionLink(String href, String label) {}

    @GetMapping("/api/sections")
    @Operation(summary = "The pages that the signed-on person may open, in the order of the menu")
    @ApiResponse(responseCode = "200")
    List<SectionLink> sections() {
        return sections.of("").stream()
                .map(section -> new SectionLink(section.href(), section.label()))
                .toList();
    }
}
