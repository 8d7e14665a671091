package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.exchange.AcceptedEvents;
import io.polisflow.integration.wire.HookWorker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;

/** What is told of accepted events that wait. */
class HookBacklogTest extends DatabaseTest {

    @Autowired
    private AcceptedEvents events;

    @Autowired
    private HookWorker worker;

    @Autowired
    private HookBacklog backlog;

    @Autowired
    private MeterRegistry meters;

    @AfterEach
    void nothingIsLeftForOthers() {
        jdbc.update("delete from accepted_event");
    }

    private double figure(String name) {
        return meters.get("polisflow.hooks." + name).gauge().value();
    }

    @Test
    void howMuchIsLeftAndSinceWhenIsTold() {
        assertThat(figure("oldest.seconds")).isZero();
        events.add("nobody", "event", "{}", null, clock.instant());
        assertThat(worker.workOff()).isZero();
        events.add("nobody", "event", "{}", null, clock.instant());

        assertThat(figure("waiting")).isEqualTo(2);
        assertThat(figure("failing")).isEqualTo(1);
        assertThat(backlog.health().getStatus()).isEqualTo(Status.UP);
        clock.move(Duration.ofMinutes(6));
        assertThat(figure("oldest.seconds")).isEqualTo(360);
        assertThat(backlog.health().getStatus()).isEqualTo(HookBacklog.BEHIND);
        assertThat(backlog.health().getDetails()).containsEntry("waiting", 2L).containsEntry("failing", 1L);
    }
}
