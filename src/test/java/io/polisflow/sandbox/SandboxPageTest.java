package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The page as it leaves the server; what its scripts do is seen in the browser test. */
class SandboxPageTest {

    private static final int LONGEST_FILE = 400;

    @Test
    void theWebFormOffersTheProductsOfTheCatalogueByTheirNames() throws Exception {
        List<String> catalogue = Pattern.compile("\\('([a-z-]+)', '([^']+)', '[^']*', \\d+, date")
                .matcher(resource("/db/migration/common/V004__catalogue.sql"))
                .results()
                .map(product -> product.group(1) + " " + product.group(2))
                .toList();
        String form = page();
        form = form.substring(form.indexOf("<select id=\"product\""));
        List<String> offered = Pattern.compile("<option value=\"([a-z-]+)\">([^<]+)</option>")
                .matcher(form.substring(0, form.indexOf("</select>")))
                .results()
                .map(product -> product.group(1) + " " + product.group(2))
                .toList();
        assertThat(offered).hasSize(8).containsExactlyElementsOf(catalogue);
    }

    @Test
    void everySystemHasASwitchForEveryMode() throws Exception {
        String page = page();

        for (String system : Behaviours.SYSTEMS) {
            assertThat(page).contains("data-system=\"" + system + "\"");
            for (Mode mode : Mode.values()) {
                assertThat(page).contains("name=\"mode-" + system + "\" value=\"" + mode.wireName() + "\"");
            }
        }
    }

    @Test
    void everySectionThatIsLinkedToIsThereOnce() throws Exception {
        String page = page();

        List<String> links = Pattern.compile("href=\"#([a-z]+)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links).hasSizeGreaterThan(6).allSatisfy(id -> assertThat(page)
                .containsOnlyOnce(" id=\"" + id + "\""));
    }

    @Test
    void thePageRunsNoInlineScriptAndAsksNoOtherHost() throws Exception {
        assertThat(page())
                .doesNotContainPattern("<script(?![^>]*src)|\\son[a-z]+=|\\sstyle=|(href|src)=\"(https?:)?//");
    }

    @Test
    void itsFilesStayShort() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources"))) {
            assertThat(files.filter(file -> file.toString().contains("sandbox"))
                            .filter(file -> file.toString().matches(".*\\.(css|js|html)")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(LONGEST_FILE));
        }
    }

    private static String page() throws Exception {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        views.setCharacterEncoding("UTF-8");
        return MockMvcBuilders.standaloneSetup(new SandboxPage())
                .setViewResolvers(views)
                .build()
                .perform(get("/sandbox"))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = SandboxPageTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
