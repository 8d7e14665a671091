package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The insurer's site as it leaves the server; what its form does is seen in the browser test. */
class SitePageTest {

    private static final Path PAGE = Path.of("src/main/resources/templates/sandbox/site.html");
    private static final Path README = Path.of("README.md");
    private static final String HOST_IN_README = "https://crm.insurer.example";

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String formOfThePage() throws IOException {
        return found("<!-- polisflow form -->\n(.*?)\n *<!-- /polisflow form -->", Files.readString(PAGE))
                .stripIndent();
    }

    @Test
    void theFormIsTheOneThatTheReadmeOffers() throws IOException {
        String offered = found("```html\n(<form data-polisflow.*?)\n```", Files.readString(README));

        assertThat(offered).contains(HOST_IN_README + "/hooks/webform", HOST_IN_README + "/js/webform.js");
        assertThat(formOfThePage()).isEqualTo(offered.replace(HOST_IN_README, ""));
    }

    @Test
    void itOffersTheProductsOfTheCatalogueByTheirNames() throws IOException {
        List<String> catalogue = pairs(
                "\\('([a-z-]+)', '([^']+)', '[^']*', \\d+, date",
                Path.of("src/main/resources/db/migration/common/V004__catalogue.sql"));
        assertThat(pairs("<option value=\"([a-z-]+)\">([^<]+)</option>", PAGE))
                .hasSize(8)
                .containsExactlyElementsOf(catalogue);
    }

    private static List<String> pairs(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(product -> product.group(1) + " " + product.group(2))
                .toList();
    }

    @Test
    void everyFieldHasItsLabelAndTheBaitIsOutOfEverybodysWay() throws IOException {
        String form = formOfThePage();
        List<String> fields = Pattern.compile("<(?:input|select|textarea) id=\"([^\"]+)\"")
                .matcher(form)
                .results()
                .map(field -> field.group(1))
                .toList();
        assertThat(fields).hasSize(13).allMatch(field -> form.contains("<label for=\"" + field + "\">"));
        assertThat(form)
                .containsPattern("aria-hidden=\"true\"><label for=\"pf-website\">.*\\s*<input.*tabindex=\"-1\"");
    }

    @Test
    void itRunsNoInlineScriptAndAsksNoOtherHost() throws IOException {
        assertThat(Files.readString(PAGE))
                .doesNotContainPattern("<script(?![^>]*src)|\\son[a-z]+=|(href|src|action)=\"(https?:)?//");
    }
}
