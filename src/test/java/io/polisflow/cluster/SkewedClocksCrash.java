package io.polisflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.security.Desk;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A bad day of clocks: one node of two is two minutes ahead; that is told, and nothing is lost or done twice. */
class SkewedClocksCrash {

    private static final Duration AHEAD = Duration.ofMinutes(2);
    private static final int FORMS = 12;

    private static void aSessionGoesAlong(Node from, Node to) throws Exception {
        Desk manager = new Desk(from.address().getPort());
        manager.signOn("manager");
        assertThat(new Desk(to.address().getPort(), manager).get("/crm/deals").statusCode())
                .as("the session of %s on %s", from.name(), to.name())
                .isEqualTo(200);
    }

    @Test
    void aNodeTwoMinutesAheadIsToldOfAndDoublesNothing() throws Exception {
        try (Cluster cluster = Cluster.on(Database.start(Map.of()), 2, AHEAD)) {
            Node right = cluster.node(0);
            Node wrong = cluster.node(1);
            Intakes intakes = new Intakes(cluster);
            assertThat(Files.readString(wrong.log().toPath()))
                    .containsPattern("clock is 1[12]\\d s ahead of the database's");

            aSessionGoesAlong(right, wrong);

            // Letters take their time: each node holds jobs whose locks, by the other's clock, are older than they are.
            intakes.mailIs("slow");
            List<String> submissions = new ArrayList<>();
            for (int i = 0; i < FORMS; i++) {
                submissions.add(UUID.randomUUID().toString());
                Node node = i % 2 == 0 ? right : wrong;
                assertThat(intakes.form(node.address(), submissions.get(i))).isEqualTo(202);
            }
            Awaitility.await().atMost(Intakes.LONGEST).until(() -> submissions.stream()
                    .anyMatch(intakes::isSettled));
            intakes.mailIs("ok");
            intakes.eachIsThereOnce(submissions);

            // By the other's clock it begins two minutes later.
            aSessionGoesAlong(wrong, right);
        }
    }
}
