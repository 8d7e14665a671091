package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.polisflow.process.ProcessTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

/** In which order a node that is told to stop ends its parts: whoever writes something down ends after whoever has something to write. */
@AutoConfigureMockMvc
class ShutdownOrderTest extends ProcessTest {

    @Autowired
    private ApplicationContext context;

    @Test
    void theBalancerIsWaitedForFirstThenRequestsThenJobsAndThenTheJournals() {
        Map<String, SmartLifecycle> parts = context.getBeansOfType(SmartLifecycle.class);

        assertThat(parts.get("draining").getPhase())
                .isGreaterThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
        assertThat(parts.get("jobsStopFirst").getPhase())
                .as("after the threads of jobs")
                .isLessThan(ExecutorConfigurationSupport.DEFAULT_PHASE)
                .isLessThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
        assertThat(parts).containsKeys("exchangeJournal", "auditSealing", "postgresNewsReader");
        for (String journal : new String[] {"exchangeJournal", "auditSealing", "postgresNewsReader"}) {
            assertThat(parts.get(journal).getPhase())
                    .as(journal)
                    .isLessThan(parts.get("jobsStopFirst").getPhase());
        }
    }

    @Test
    void whileItDrainsStreamsEndAndNoConnectionIsKept() throws Exception {
        ApprovalEvents streams = mock();
        Draining draining = new Draining(streams, Duration.ZERO);
        draining.start();
        assertThat(answered(draining).getHeader("Connection")).isNull();

        draining.stop();

        verify(streams).end();
        assertThat(answered(draining).getHeader("Connection")).isEqualTo("close");
    }

    private static MockHttpServletResponse answered(Draining draining) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        draining.doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
        return response;
    }
}
