package io.polisflow.process.sla.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.sla.board.Forecast.Due;
import io.polisflow.process.sla.board.Forecast.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The forecast, also against a count minute by minute of the same work. */
class ForecastTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-24T21:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-29T21:00:00Z");
    private static final Duration FIVE_DAYS = Duration.ofHours(45);

    /** Nine hours of work from six o'clock UTC, every day. */
    private static boolean works(Instant minute) {
        int hour = minute.atZone(java.time.ZoneOffset.UTC).getHour();
        return hour >= 6 && hour < 15;
    }

    private static Duration until(Instant moment) {
        long minutes = 0;
        for (Instant each = NOW; each.isBefore(moment); each = each.plusSeconds(60)) {
            minutes += works(each) ? 1 : 0;
        }
        return Duration.ofMinutes(minutes);
    }

    private static Forecast forecast(long overdue, List<Due> queue, long done) {
        return Forecast.of(overdue, queue, new Rate(done, FIVE_DAYS), ForecastTest::until, TOMORROW, MONDAY);
    }

    private static Due in(int hours, int tasks) {
        return new Due(NOW.plus(Duration.ofHours(hours)), tasks);
    }

    @Test
    void whatFitsIntoTheTimeIsNotLate() {
        // Nine in five days of nine hours: one in five hours.
        assertThat(forecast(0, List.of(in(5, 1)), 9)).isEqualTo(new Forecast(0, 0));
        assertThat(forecast(0, List.of(in(4, 1)), 9)).isEqualTo(new Forecast(1, 1));
        assertThat(forecast(0, List.of(in(5, 3)), 9)).isEqualTo(new Forecast(2, 2));
        assertThat(forecast(0, List.of(), 9)).isEqualTo(new Forecast(0, 0));
    }

    @Test
    void whatIsOverdueIsDoneFirst() {
        assertThat(forecast(1, List.of(in(5, 1)), 9)).isEqualTo(new Forecast(1, 1));
        assertThat(forecast(1, List.of(in(5, 1)), 18)).isEqualTo(new Forecast(0, 0));
    }

    @Test
    void theDayAndTheWeekEndAtMidnight() {
        assertThat(forecast(9, List.of(in(13, 1), in(14, 1), in(134, 1)), 1)).isEqualTo(new Forecast(1, 2));
    }

    @Test
    void theCountIsThatOfASimulationMinuteByMinute() {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            long overdue = random.nextInt(6);
            long done = 1 + random.nextInt(120);
            List<Due> queue = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                queue.add(new Due(NOW.plus(Duration.ofMinutes(1 + random.nextInt(8000))), 1 + random.nextInt(4)));
            }
            queue.sort(Comparator.comparing(Due::at));

            assertThat(forecast(overdue, queue, done)).as("round " + round).isEqualTo(simulated(overdue, queue, done));
        }
    }

    private static Forecast simulated(long overdue, List<Due> queue, long done) {
        Deque<Instant> waiting = new ArrayDeque<>();
        for (long i = 0; i < overdue; i++) {
            waiting.add(Instant.EPOCH);
        }
        queue.forEach(due -> {
            for (long i = 0; i < due.tasks(); i++) {
                waiting.add(due.at());
            }
        });
        long today = 0;
        long week = 0;
        long credit = 0;
        for (Instant minute = NOW; !waiting.isEmpty(); minute = minute.plusSeconds(60)) {
            credit += works(minute) ? done : 0;
            Instant end = minute.plusSeconds(60);
            while (credit >= FIVE_DAYS.toMinutes() && !waiting.isEmpty()) {
                credit -= FIVE_DAYS.toMinutes();
                Instant due = waiting.remove();
                boolean late = due.isAfter(NOW) && end.isAfter(due);
                today += late && due.isBefore(TOMORROW) ? 1 : 0;
                week += late && due.isBefore(MONDAY) ? 1 : 0;
            }
        }
        return new Forecast(today, week);
    }
}
