package io.polisflow.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.dependencies.Findings.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Takes what OSV publishes on Maven's libraries ({@code all.zip} of its ecosystem «Maven») into the list of findings: {@code mvn
 * package -DskipTests && mvn -Pfindings -Dosv=all.zip}. What is accepted stays.
 */
final class FreshFindings {

    private FreshFindings() {}

    public static void main(String[] arguments) throws IOException {
        Set<String> ours = new LinkedHashSet<>();
        Component.readAll(Component.BILL).forEach(component -> ours.add(component.name()));
        Findings known = Findings.read(Findings.FILE);
        Set<Finding> findings = new LinkedHashSet<>(known.findings());
        try (InputStream zip = Files.newInputStream(Path.of(arguments[0]))) {
            findings.addAll(read(zip, ours));
        }
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing(Finding::component)
                .thenComparing(Finding::id)
                .thenComparing(Finding::from));
        Findings.JSON
                .writerWithDefaultPrettyPrinter()
                .writeValue(Findings.FILE.toFile(), new Findings(sorted, known.accepted(), known.licences()));
        System.out.println(sorted.size() + " findings, "
                + (sorted.size() - known.findings().size()) + " of them new");
    }

    /**
     * @param zip a JSON file of OSV's format for each finding
     * @param ours {@code group:artifact} of the libraries that count
     */
    static List<Finding> read(InputStream zip, Set<String> ours) throws IOException {
        List<Finding> findings = new ArrayList<>();
        ZipInputStream entries = new ZipInputStream(zip);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().endsWith(".json")) {
                JsonNode told = Findings.JSON.readTree(entries.readAllBytes());
                if (!told.has("withdrawn")) {
                    findings.addAll(findings(told, ours));
                }
            }
        }
        return findings;
    }

    private static List<Finding> findings(JsonNode told, Set<String> ours) {
        List<Finding> findings = new ArrayList<>();
        String id = told.path("id").asText();
        for (JsonNode alias : told.path("aliases")) {
            if (alias.asText().startsWith("CVE-")) {
                id = alias.asText();
            }
        }
        for (JsonNode affected : told.path("affected")) {
            String name = affected.path("package").path("name").asText();
            if (!ours.contains(name)) {
                continue;
            }
            for (JsonNode range : affected.path("ranges")) {
                String from = "";
                for (JsonNode event : range.path("events")) {
                    if (event.has("introduced")) {
                        from = event.path("introduced").asText();
                        from = from.equals("0") ? "" : from;
                        if (isLast(event, range)) {
                            findings.add(new Finding(
                                    name, from, "", id, told.path("summary").asText()));
                        }
                    } else if (event.has("fixed")) {
                        findings.add(new Finding(
                                name,
                                from,
                                event.path("fixed").asText(),
                                id,
                                told.path("summary").asText()));
                    } else if (event.has("last_affected")) {
                        // The next version that sorts after it.
                        findings.add(new Finding(
                                name,
                                from,
                                event.path("last_affected").asText() + ".1",
                                id,
                                told.path("summary").asText()));
                    }
                }
            }
        }
        return findings;
    }

    private static boolean isLast(JsonNode event, JsonNode range) {
        JsonNode events = range.path("events");
        return events.get(events.size() - 1).equals(event);
    }
}
