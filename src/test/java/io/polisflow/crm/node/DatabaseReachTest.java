package io.polisflow.crm.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A restart of the database takes no node out of service, and being cut off from it does. */
class DatabaseReachTest {

    private final long[] now = {0};
    private final DatabaseReach reach = new DatabaseReach(Duration.ofSeconds(30), () -> now[0]);

    @Test
    void aNodeIsCutOffOnlyAfterNoSignOfLifeForAWhile() {
        reach.reached();
        now[0] = Duration.ofSeconds(30).toNanos();
        assertThat(reach.isLost()).as("a restart of the database").isFalse();
        now[0]++;
        assertThat(reach.isLost()).isTrue();

        reach.reached();
        assertThat(reach.isLost()).isFalse();
    }

    @Test
    void whereNobodyAsksItIsReached() {
        now[0] = Duration.ofDays(1).toNanos();
        assertThat(reach.isLost()).isFalse();
    }
}
