package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.ui.ConcurrentModel;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** The page as it leaves the server; what its scripts do is seen in the browser test. */
class SandboxPageTest {

    @Test
    void theWebFormOffersTheProductsOfTheCatalogueByTheirNames() throws IOException {
        List<String> catalogue = Pattern.compile("\\('([a-z-]+)', '([^']+)', '[^']*', \\d+, date")
                .matcher(resource("/db/migration/common/V004__catalogue.sql"))
                .results()
                .map(product -> product.group(1) + " " + product.group(2))
                .toList();
        List<String> offered = Pattern.compile("<option value=\"([a-z-]+)\">([^<]+)</option>")
                .matcher(resource("/templates/sandbox/index.html"))
                .results()
                .map(product -> product.group(1) + " " + product.group(2))
                .toList();
        assertThat(offered).hasSize(8).containsExactlyElementsOf(catalogue);
    }

    @Test
    void everySystemHasASwitchForEveryMode() throws IOException {
        ConcurrentModel model = new ConcurrentModel();
        new SandboxPage().show(model);
        // Addresses need a servlet, the switches do not.
        String template = resource("/templates/sandbox/index.html").replaceAll("th:(href|src)=\"[^\"]*\"", "");
        String page = engine().process(template, new Context(null, model));

        for (String system : Behaviours.SYSTEMS) {
            assertThat(page).contains("data-system=\"" + system + "\"");
            for (Mode mode : Mode.values()) {
                assertThat(page).contains("name=\"mode-" + system + "\" value=\"" + mode.wireName() + "\"");
            }
        }
    }

    @Test
    void thePageRunsNoInlineScriptAndAsksNoOtherHost() throws IOException {
        String page = resource("/templates/sandbox/index.html");
        assertThat(page).doesNotContainPattern("<script(?![^>]*src)|\\son[a-z]+=|\\sstyle=|(href|src)=\"(https?:)?//");
    }

    private static TemplateEngine engine() {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(new StringTemplateResolver());
        return engine;
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = SandboxPageTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
