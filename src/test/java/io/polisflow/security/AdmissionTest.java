package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.polisflow.security.Admission.Settings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** More than a node can do is refused soon, and never what it has begun. */
class AdmissionTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExecutorService people = Executors.newCachedThreadPool();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void end() {
        people.shutdownNow();
    }

    @Test
    void whoFindsNoPlaceIsRefusedWhenTheWaitIsOver() throws Exception {
        Admission door = door(1, 1, Duration.ofMillis(20));
        Future<Integer> first = ask(door, "/crm/deals");
        await().until(() -> statusOf(door) == 503);

        done.countDown();

        assertThat(first.get()).isEqualTo(200);
        assertThat(statusOf(door)).isEqualTo(200);
        assertThat(meters.counter("polisflow.admission.refused").count()).isPositive();
    }

    @Test
    void whoWaitsIsTakenAsSoonAsThereIsAPlace() throws Exception {
        Admission door = door(1, 1, LONG);
        Future<Integer> first = ask(door, "/crm/deals");
        Future<Integer> second = ask(door, "/crm/deals");
        await().until(() -> waiting() == 1);

        done.countDown();

        assertThat(first.get()).isEqualTo(200);
        assertThat(second.get()).isEqualTo(200);
    }

    @Test
    void whenAllWhoMayWaitDoTheNextIsRefusedAtOnce() throws Exception {
        Admission door = door(1, 1, LONG);
        ask(door, "/crm/deals");
        ask(door, "/crm/deals");
        await().until(() -> waiting() == 1);

        assertThat(statusOf(door)).isEqualTo(503);
    }

    @Test
    void probesFilesAndOtherServersNeedNoPlace() throws Exception {
        Admission door = door(1, 0, LONG);
        ask(door, "/crm/deals");
        await().until(() -> statusOf(door) == 503);

        for (String free : new String[] {
            "/actuator/health/readiness", "/css/crm.css", "/js/tab.js", "/favicon.ico", "/sandbox/telephony/vpbx"
        }) {
            assertThat(statusOf(door, free)).as(free).isEqualTo(200);
        }
    }

    @Test
    void withoutALimitEverybodyIsTaken() throws Exception {
        Admission door = door(0, 0, Duration.ZERO);
        for (int i = 0; i < 50; i++) {
            ask(door, "/crm/deals");
        }
        done.countDown();

        assertThat(statusOf(door)).isEqualTo(200);
    }

    private Admission door(int atOnce, int waiting, Duration patience) {
        return new Admission(
                new Settings(atOnce, waiting, patience), (request, response) -> response.setStatus(503), meters);
    }

    private double waiting() {
        return meters.get("polisflow.admission.waiting").gauge().value();
    }

    /** Somebody asks, and what they ask for is done when {@link #done} is. */
    private Future<Integer> ask(Admission door, String path) {
        return people.submit(() -> {
            MockHttpServletResponse response = new MockHttpServletResponse();
            door.doFilter(new MockHttpServletRequest("GET", path), response, (asked, answer) -> {
                try {
                    done.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            return response.getStatus();
        });
    }

    /** What somebody who comes now is answered. */
    private int statusOf(Admission door) throws Exception {
        return statusOf(door, "/crm/deals");
    }

    private int statusOf(Admission door, String path) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        door.doFilter(new MockHttpServletRequest("GET", path), response, (asked, answer) -> {});
        return response.getStatus();
    }
}
