package io.polisflow.security.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.anonymous;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Asks every address of the running application as everybody and compares the answers with the one table of rights. */
@AutoConfigureMockMvc
class AccessMatrixTest extends AccessWorld {

    private static final List<Row> ROWS = Row.all(RunningMappings.ROWS);

    /** What the tests' application leaves out and a real one has. */
    private static final Set<String> ONLY_OUTSIDE_TESTS = Set.of("GET /actuator/prometheus");

    @Autowired
    private MockMvc web;

    @Test
    void everyAddressHasItsRowAndEveryRowItsAddress() {
        Set<String> mapped = RunningMappings.of(application);
        Set<String> written = ROWS.stream().map(Row::mapping).collect(Collectors.toCollection(TreeSet::new));

        assertThat(RunningMappings.withoutRow(application).stream()
                        .map(mapping -> mapping + " | RULE | /the/address | 200"))
                .as("addresses that everybody may ask for unnoticed: add these lines to security/access-matrix.txt")
                .isEmpty();
        Set<String> stale = new LinkedHashSet<>(written);
        stale.removeAll(mapped);
        stale.removeAll(ONLY_OUTSIDE_TESTS);
        assertThat(stale).as("rows of addresses that are gone").isEmpty();
    }

    @Test
    void everybodyIsAnsweredAsTheTableSays() throws Exception {
        Matrix matrix = new Matrix();
        try {
            settle();
            for (Row row : ROWS) {
                for (Asker asker : Asker.of(row)) {
                    matrix.put(row, asker, ask(row, asker));
                }
            }
        } finally {
            matrix.write("CRM");
            leave();
        }

        assertThat(matrix.differences())
                .as("cells that differ from the table, all of them in target/access-matrix.html")
                .isEmpty();
        assertThat(matrix.unproven())
                .as("refused to everybody, which proves nothing")
                .isEmpty();
    }

    @Test
    void theStateOfHealthIsOpenAndItsDetailsAreForThoseWhoRunTheHouse() throws Exception {
        for (Asker asker : List.of(Asker.ANONYMOUS, Asker.OWNER, Asker.ANALYST, Asker.PROGRAM)) {
            assertThat(health(asker)).as(asker.title()).contains("\"status\"").doesNotContain("\"details\"");
        }
        for (Asker asker : List.of(Asker.SUPERVISOR, Asker.ADMINISTRATOR)) {
            assertThat(health(asker)).as(asker.title()).contains("\"details\"");
        }
    }

    private String health(Asker asker) throws Exception {
        return web.perform(
                        request(HttpMethod.GET, URI.create("/actuator/health")).with(as(asker)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static RequestPostProcessor as(Asker asker) {
        if (asker == Asker.ANONYMOUS) {
            return anonymous();
        }
        return asker.group() == null
                ? user(asker.login()).authorities(List.of())
                : user(asker.login()).roles(asker.group().id());
    }

    private String ask(Row row, Asker asker) throws Exception {
        MockHttpServletRequestBuilder request = sent(row).with(as(asker));
        if (!row.method().equals("GET")) {
            request.with(csrf());
        }
        MockHttpServletResponse response;
        try {
            response = web.perform(request).andReturn().getResponse();
        } catch (Exception fault) {
            return fault.getClass().getSimpleName();
        }
        String answer = String.valueOf(response.getStatus());
        if (response.getStatus() == 302
                && String.valueOf(response.getRedirectedUrl()).endsWith("/login")) {
            return Asker.SIGN_ON;
        }
        if (row.shows() == null || response.getStatus() >= 300) {
            return answer;
        }
        boolean shown = response.getContentAsString(StandardCharsets.UTF_8)
                .contains(filledIn(row.shows()).replace('+', ' '));
        return answer + (shown ? " shown" : " hidden");
    }

    private MockHttpServletRequestBuilder sent(Row row) {
        URI address = URI.create(filledIn(row.address()).replace(" ", "%20"));
        String body = filledIn(row.body());
        HttpMethod method =
                switch (row.method()) {
                    case "ANY", "FILES" -> HttpMethod.GET;
                    default -> HttpMethod.valueOf(row.method());
                };
        switch (row.kind()) {
            case "json":
                return request(method, address)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body);
            case "xml":
                return request(method, address)
                        .contentType(MediaType.APPLICATION_XML)
                        .content(body);
            case "form":
                return request(method, address)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .content(body);
            case "file", "files":
                MockMultipartHttpServletRequestBuilder upload = multipart(address);
                upload.file(new MockMultipartFile(row.kind(), "a.bpmn", "application/octet-stream", new byte[0]));
                for (String field : body.isEmpty() ? new String[0] : body.split("&")) {
                    upload.param(field.split("=")[0], field.split("=")[1]);
                }
                return upload;
            default:
                return request(method, address);
        }
    }
}
