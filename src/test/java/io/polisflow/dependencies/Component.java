package io.polisflow.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A library that the product brings along, as the bill of materials (CycloneDX) names it.
 *
 * @param name {@code group:artifact}
 * @param licences by SPDX id where there is one, else by the name that its maker gives it
 */
record Component(String name, String version, List<String> licences) {

    /** Where the build leaves the bill, which also stands in the jar. */
    static final Path BILL = Path.of("target/classes/META-INF/sbom/application.cdx.json");

    static List<Component> readAll(Path bill) throws IOException {
        List<Component> components = new ArrayList<>();
        for (JsonNode told : Findings.JSON.readTree(Files.readAllBytes(bill)).path("components")) {
            String group = told.path("group").asText();
            components.add(new Component(
                    (group.isEmpty() ? "" : group + ":") + told.path("name").asText(),
                    told.path("version").asText(),
                    licences(told.path("licenses"))));
        }
        return components;
    }

    private static List<String> licences(JsonNode told) {
        List<String> licences = new ArrayList<>();
        for (JsonNode each : told) {
            if (each.has("expression")) {
                licences.add(each.path("expression").asText());
            } else {
                JsonNode licence = each.path("license");
                licences.add(licence.path("id").asText(licence.path("name").asText()));
            }
        }
        return licences;
    }
}
