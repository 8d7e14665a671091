package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No page writes a script, a style or unescaped text between its lines, so that the browser may be told to allow none. */
class PlainTemplatesTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    private static final Pattern FORBIDDEN = Pattern.compile(
            "th:utext|th:style|th:on\\w+|<script(?![^>]*\\bsrc=)|<style|\\sstyle=|\\son[a-z]+=\"|hx-on|javascript:|\\[\\(");

    @Test
    void noTemplateOfAPageHasAnyOfThem() throws IOException {
        List<String> found = new ArrayList<>();
        int pages = 0;
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".html")).toList()) {
                String name = TEMPLATES.relativize(file).toString();
                // A mail program knows no style sheets, and paper no attacker.
                if (!name.startsWith("letters/") && !name.startsWith("documents/")) {
                    pages++;
                    Matcher matcher = FORBIDDEN.matcher(Files.readString(file));
                    while (matcher.find()) {
                        found.add(name + ": " + matcher.group());
                    }
                }
            }
        }

        assertThat(pages).isGreaterThan(60);
        assertThat(found).isEmpty();
    }

    @Test
    void lettersAndDocumentsEscapeWhatTheyShow() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            assertThat(files.filter(each -> each.toString().endsWith(".html")).toList())
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .as(file.toString())
                            .doesNotContain("th:utext")
                            .doesNotContain("[("));
        }
    }
}
