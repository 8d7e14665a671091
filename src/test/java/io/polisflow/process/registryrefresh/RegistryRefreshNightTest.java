package io.polisflow.process.registryrefresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's cycles know only the machine's zone, so the insurer's hour is told in it. */
class RegistryRefreshNightTest {

    private static Clock clock(String now, String zone) {
        return Clock.fixed(Instant.parse(now), ZoneId.of(zone));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Moscow,Europe/Moscow,0 30 2 * * ?",
        "Europe/Moscow,UTC,0 30 23 * * ?",
        "Asia/Kamchatka,Europe/Moscow,0 30 17 * * ?",
        "Europe/Kaliningrad,UTC,0 30 0 * * ?"
    })
    void theHourIsTheInsurers(String insurer, String machine, String cycle) {
        RegistryRefreshNight night = new RegistryRefreshNight("02:30", clock("2026-06-10T09:00:00Z", insurer));

        assertThat(night.cycle(ZoneId.of(machine))).isEqualTo(cycle);
    }

    @Test
    void aMachineThatChangesItsClockIsFollowedTheNightAfter() {
        String before = new RegistryRefreshNight("02:30", clock("2026-10-24T12:00:00Z", "Europe/Moscow"))
                .cycle(ZoneId.of("Europe/Berlin"));
        String after = new RegistryRefreshNight("02:30", clock("2026-10-25T12:00:00Z", "Europe/Moscow"))
                .cycle(ZoneId.of("Europe/Berlin"));

        assertThat(before).isEqualTo("0 30 1 * * ?");
        assertThat(after).isEqualTo("0 30 0 * * ?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ночью", "25:00", "2:30"})
    void aSlipStopsTheStartAndIsNamed(String at) {
        assertThatThrownBy(() -> new RegistryRefreshNight(at, clock("2026-06-10T09:00:00Z", "Europe/Moscow")))
                .hasMessageContaining("polisflow.registry.refresh-at")
                .hasMessageContaining("02:30");
    }
}
