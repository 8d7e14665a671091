package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.worklog.WorkLog;
import io.polisflow.fixtures.Postgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;

/** What the writing of work events costs a whole life of a deal on PostgreSQL: with and without it in alternating rounds of one run. */
@ContextConfiguration(initializers = Postgres.class)
class EventWritingBench extends LifeBench {

    private static final int WARM_UP = 6;
    private static final int ROUNDS = 7;
    private static final Path REPORT = Path.of("target", "bench-events.md");

    @Autowired
    private WorkLog log;

    @Autowired
    private JdbcTemplate jdbc;

    private double lives(boolean written) {
        ReflectionTestUtils.setField((Object) AopTestUtils.getTargetObject(log), "enabled", written);
        return perSecond(this::life);
    }

    private long events() {
        return jdbc.queryForObject("select count(*) from work_event", Long.class);
    }

    @Test
    void wholeLivesPerSecondWithAndWithoutTheWritingOfEvents() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            life();
        }
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        long before = events();
        for (int round = 0; round < ROUNDS; round++) {
            // The order changes, so that neither side always meets the other's leftovers.
            boolean first = round % 2 == 0;
            double one = lives(first);
            double other = lives(!first);
            with.add(first ? one : other);
            without.add(first ? other : one);
            ratios.add(with.get(round) / without.get(round));
        }
        long perLife = (events() - before) / (ROUNDS * STORIES);
        assertThat(perLife).isPositive();
        List<Double> sorted = ratios.stream().sorted().toList();
        List<String> lines = List.of(
                "| what | with events | without | ratio, median of " + ROUNDS + " rounds (least to greatest) |",
                "| --- | --- | --- | --- |",
                String.format(
                        Locale.ROOT,
                        "| whole lives, %d events each | %.2f/s | %.2f/s | %.2f (%.2f to %.2f) |",
                        perLife,
                        median(with),
                        median(without),
                        median(ratios),
                        sorted.get(0),
                        sorted.get(sorted.size() - 1)));
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
        lines.forEach(System.out::println);
        ReflectionTestUtils.setField((Object) AopTestUtils.getTargetObject(log), "enabled", true);
    }
}
