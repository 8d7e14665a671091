package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

/** The deal's number on the log lines of a request. */
class DealLogContextTest {

    private final DealLogContext context = new DealLogContext();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @AfterEach
    void clean() {
        MDC.clear();
    }

    private static MockHttpServletRequest naming(String number) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("number", number));
        return request;
    }

    @Test
    void theNumberStandsOnTheLinesOfItsRequestOnly() {
        MockHttpServletRequest request = naming("D-2026-000123");
        context.preHandle(request, response, this);
        assertThat(MDC.get("deal")).isEqualTo("D-2026-000123");

        context.afterCompletion(request, response, this, null);
        assertThat(MDC.get("deal")).isNull();
    }

    @Test
    void anAddressCannotForgeALogLine() {
        context.preHandle(naming("D-2026-000123\nERROR forged"), response, this);
        assertThat(MDC.get("deal")).isNull();
    }
}
