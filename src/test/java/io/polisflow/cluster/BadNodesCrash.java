package io.polisflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.security.Desk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bad day of one node of two: it hangs for longer than its locks hold; nothing is lost or done twice. */
class BadNodesCrash {

    private static final Duration LOCK = Duration.ofSeconds(15);
    private static Cluster cluster;
    private static Intakes intakes;

    @BeforeAll
    static void start() {
        cluster = Cluster.start(2, "--camunda.bpm.job-execution.lock-time-in-millis=" + LOCK.toMillis());
        intakes = new Intakes(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aNodeThatHangsLongerThanItsLocksLosesItsWorkToTheOtherAndDoublesNothing() throws Exception {
        Node hanging = cluster.node(0);
        Node other = cluster.node(1);
        Desk manager = new Desk(hanging.address().getPort());
        manager.signOn("manager");
        assertThat(manager.get("/crm/deals").statusCode()).isEqualTo(200);

        other.freeze();
        List<String> submissions = new ArrayList<>();
        try {
            intakes.mailIs("slow");
            for (int i = 0; i < 3; i++) {
                submissions.add(UUID.randomUUID().toString());
                assertThat(intakes.form(hanging.address(), submissions.get(i))).isEqualTo(202);
            }
            Awaitility.await()
                    .atMost(Intakes.LONGEST)
                    .until(() -> intakes.count("select count(*) from act_ru_job where lock_owner_ is not null") > 0);
            hanging.freeze();
        } finally {
            other.thaw();
        }
        try {
            intakes.mailIs("ok");
            // Whoever was at work on the hanging node goes on at the other, signed on as they were.
            Desk moved = new Desk(other.address().getPort(), manager);
            assertThat(moved.get("/crm/deals").statusCode()).isEqualTo(200);
            Awaitility.await()
                    .atMost(Intakes.LONGEST)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> submissions.stream().allMatch(intakes::isSettled));
            Awaitility.await()
                    .atMost(Intakes.LONGEST)
                    .until(() -> cluster.balancer().inUse().equals(List.of(other.address())));
        } finally {
            hanging.thaw();
        }

        hanging.awaitReady();
        intakes.eachIsThereOnce(submissions);
        assertThat(manager.get("/crm/deals").statusCode()).isEqualTo(200);
    }
}
