package io.polisflow.security.access;

import io.polisflow.security.AccessRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;

/**
 * One line of {@code access-matrix.txt}.
 *
 * @param mapping method and pattern as the application maps them
 * @param address what is asked, with words like {@code :deal} for ids
 * @param kind what is sent: {@code json}, {@code form}, {@code file}, {@code files}, {@code xml}, or blank
 * @param answer to those who may
 * @param shows what the answer holds for those who see the deal, or null
 */
record Row(String mapping, AccessRule rule, String address, String kind, String body, String answer, String shows) {

    private static final Set<String> KINDS = Set.of("json", "form", "file", "files", "xml");

    /** Whose task it is about. */
    enum TaskOf {
        NONE,
        SALES,
        STEP
    }

    static List<Row> all(String resource) {
        try {
            return new ClassPathResource(resource)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row of(String line) {
        String[] cells = line.strip().split("\\s*\\|\\s*", -1);
        if (cells.length < 4) {
            throw new IllegalArgumentException("not four cells: " + line);
        }
        String mapping = cells[0];
        String address = mapping.split(" ")[1];
        String kind = "";
        String body = "";
        String asked = cells[2];
        if (asked.startsWith("/")) {
            address = asked.split(" ")[0];
            asked = asked.substring(address.length()).strip();
        }
        if (!asked.isEmpty()) {
            kind = asked.split(" ")[0];
            body = asked.substring(kind.length()).strip();
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException("sends what? " + line);
            }
        }
        String shows = cells.length > 4 ? cells[4].replaceFirst("^shows ", "") : null;
        return new Row(mapping, AccessRule.valueOf(cells[1]), address, kind, body, cells[3], shows);
    }

    String method() {
        return mapping.split(" ")[0];
    }

    boolean isAboutTheDeal() {
        return (address + " " + body).matches(".*[/=]:[a-z].*");
    }

    TaskOf task() {
        return address.contains(":task") ? TaskOf.SALES : address.contains(":step") ? TaskOf.STEP : TaskOf.NONE;
    }

    /** As the report and a failure name it. */
    String title() {
        return mapping + (task() == TaskOf.STEP ? " (approver's task)" : "") + (shows == null ? "" : " holds the deal");
    }
}
