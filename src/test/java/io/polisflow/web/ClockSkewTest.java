package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A node whose clock is wrong says so in its health, its metrics and its log. */
@ExtendWith(OutputCaptureExtension.class)
class ClockSkewTest {

    private final JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource("jdbc:h2:mem:clocks"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private ClockSkew skew(JdbcTemplate database, Clock clock) {
        ClockSkew skew = new ClockSkew(database, clock);
        skew.bindTo(meters);
        return skew;
    }

    @Test
    void twoMinutesAreToldInBothDirections(CapturedOutput output) {
        for (int minutes : new int[] {2, -2}) {
            meters.clear();
            ClockSkew skew = skew(jdbc, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)));

            assertThat(skew.health().getStatus()).isEqualTo(ClockSkew.SKEWED);
            assertThat(meters.get("polisflow.clock.skew.seconds").gauge().value())
                    .isCloseTo(60.0 * minutes, within(10.0));
        }
        assertThat(output.toString())
                .containsPattern("this node's clock is 1[12]\\d s ahead")
                .containsPattern("this node's clock is -1[12]\\d s ahead");
    }

    @Test
    void aClockThatIsRightIsUp() {
        ClockSkew skew = skew(jdbc, Clock.systemUTC());

        assertThat(skew.health().getStatus()).isEqualTo(Status.UP);
        assertThat(meters.get("polisflow.clock.skew.seconds").gauge().value()).isCloseTo(0, within(10.0));
    }

    @Test
    void withoutADatabaseNobodyKnows() {
        ClockSkew skew = skew(
                new JdbcTemplate(new DriverManagerDataSource("jdbc:h2:mem:none;IFEXISTS=TRUE")), Clock.systemUTC());

        assertThat(skew.health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(meters.get("polisflow.clock.skew.seconds").gauge().value()).isNaN();
    }
}
