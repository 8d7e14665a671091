package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Which links of a page are looked for among the files. */
class WebjarLinksTest extends ProcessTest {

    @Autowired
    private ResourceUrlProvider links;

    @Test
    void librariesGetTheirVersion() {
        assertThat(links.getForLookupPath("/webjars/htmx.org/dist/htmx.min.js"))
                .matches("/webjars/htmx\\.org/\\d+(\\.\\d+)+/dist/htmx\\.min\\.js");
    }

    @Test
    void noOtherLinkIsLookedFor() {
        assertThat(links.getHandlerMap()).containsOnlyKeys("/webjars/**");
        assertThat(links.getForLookupPath("/css/crm.css")).isNull();
    }
}
