package io.polisflow.templates;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The templates on disk; a template whose bindings change gets the next version, so that Modeler offers the update. */
final class TemplateFiles {

    private static final String ENDING = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private TemplateFiles() {}

    /** File name without its ending → its templates. */
    static Map<String, List<JsonNode>> read(Path folder) {
        Map<String, List<JsonNode>> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.sorted().toList()) {
                List<JsonNode> templates = new java.util.ArrayList<>();
                JSON.readTree(file.toFile()).forEach(templates::add);
                files.put(file.getFileName().toString().replace(ENDING, ""), templates);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, JsonNode> byId(Map<String, List<JsonNode>> files) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        files.values()
                .forEach(templates -> templates.forEach(
                        template -> byId.put(template.path("id").asText(), template)));
        return byId;
    }

    /** Gives each template the version that it has, or the next when its bindings are no longer those on disk. */
    static void keepVersions(Map<String, List<ObjectNode>> files, Map<String, JsonNode> present) {
        files.values()
                .forEach(templates -> templates.forEach(template -> {
                    JsonNode old = present.get(template.path("id").asText());
                    if (old != null) {
                        int version = old.path("version").asInt();
                        template.put("version", bindings(old).equals(bindings(template)) ? version : version + 1);
                    }
                }));
    }

    private static String bindings(JsonNode template) {
        StringBuilder all = new StringBuilder(template.path("appliesTo").toString());
        template.path("properties").forEach(property -> all.append(property.path("type"))
                .append(property.path("binding"))
                .append(property.path("value")));
        return all.toString();
    }

    static void write(Path folder, Map<String, List<ObjectNode>> files) throws IOException {
        keepVersions(files, byId(read(folder)));
        Files.createDirectories(folder);
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, List<ObjectNode>> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey() + ENDING), text(file.getValue()));
        }
    }

    static String text(List<ObjectNode> templates) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(templates) + "\n";
    }
}
