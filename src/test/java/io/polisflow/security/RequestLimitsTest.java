package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.polisflow.security.RequestLimits.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestLimitsTest {

    private final AtomicLong now = new AtomicLong();
    private final TimeMeter time = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };
    private final RequestLimits limits = new RequestLimits(new Settings(3, 2, 1, 1), time);

    private MockHttpServletResponse ask(String person, String path) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteUser(person);
        MockHttpServletResponse response = new MockHttpServletResponse();
        limits.doFilter(request, response, new MockFilterChain());
        return response;
    }

    private int[] ask(String person, String path, int times) throws Exception {
        int[] answers = new int[times];
        for (int i = 0; i < times; i++) {
            answers[i] = ask(person, path).getStatus();
        }
        return answers;
    }

    @Test
    void eachPersonHasAShareOfTheirOwnForEachKind() throws Exception {
        assertThat(ask("anna", "/api/deals/D-1", 4)).containsExactly(200, 200, 200, 429);
        assertThat(ask("boris", "/engine-rest/task", 4)).containsExactly(200, 200, 200, 429);
        assertThat(ask("anna", "/crm/deals/D-1", 3)).containsExactly(200, 200, 429);
        for (String search : new String[] {"/api/search", "/crm/search"}) {
            assertThat(ask(search, search, 2)).containsExactly(200, 429);
        }
        for (String export : new String[] {
            "/crm/deals/export/xlsx", "/crm/clients/export/csv", "/crm/reports/losses/xlsx", "/crm/models/in-force.zip",
            "/crm/models/a/paths/csv", "/crm/models/drafts/1/what-if/deals.csv", "/crm/deadlines/export/file",
                    "/api/work-events"
        }) {
            assertThat(ask(export, export, 2)).as(export).containsExactly(200, 429);
        }
    }

    @Test
    void theRefusalSaysHowLongInRussianAndAMinuteLaterAllIsWell() throws Exception {
        ask("anna", "/api/search");
        MockHttpServletResponse refused = ask("anna", "/api/search");

        assertThat(refused.getContentType()).startsWith("application/problem+json");
        assertThat(refused.getContentAsString()).contains("Слишком много запросов");
        assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isBetween(1, 61);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(ask("anna", "/api/search").getStatus()).isEqualTo(200);
    }

    @Test
    void aPageIsRefusedWithAPageAndWhoIsNotSignedOnIsNotCounted() throws Exception {
        ask("anna", "/crm/search");
        MockHttpServletResponse refused = ask("anna", "/crm/search");
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getContentType()).isNull();

        assertThat(ask(null, "/api/search", 5)).containsOnly(200);
        assertThat(ask("anna", "/css/crm.css", 5)).containsOnly(200);
    }

    @Test
    void zeroIsNoLimit() throws Exception {
        RequestLimits open = new RequestLimits(new Settings(0, 0, 0, 0), time);
        for (int i = 0; i < 50; i++) {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/search");
            request.setRemoteUser("anna");
            MockHttpServletResponse response = new MockHttpServletResponse();
            open.doFilter(request, response, new MockFilterChain());
            assertThat(response.getStatus()).isEqualTo(200);
        }
    }

    @Test
    void aBodyWithoutEndIsNotGathered() throws Exception {
        BodyLimit limit = new BodyLimit(1000);
        MockHttpServletRequest told = new MockHttpServletRequest("POST", "/api/x");
        told.setContent(new byte[1001]);
        MockHttpServletResponse refused = new MockHttpServletResponse();
        limit.doFilter(told, refused, new MockFilterChain());
        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(refused.getContentAsString()).contains("Запрос слишком велик");

        for (int size : new int[] {1000, 1001}) {
            MockHttpServletRequest untold = new MockHttpServletRequest("POST", "/api/x") {
                @Override
                public long getContentLengthLong() {
                    return -1;
                }
            };
            byte[] sent = new byte[size];
            Arrays.fill(sent, (byte) 'x');
            untold.setContent(sent);
            int[] read = {0};
            limit.doFilter(untold, new MockHttpServletResponse(), (request, response) -> {
                try {
                    read[0] = request.getInputStream().readAllBytes().length;
                } catch (IOException tooLarge) {
                    read[0] = -1;
                }
            });
            assertThat(read[0]).isEqualTo(size == 1000 ? 1000 : -1);
        }
    }
}
