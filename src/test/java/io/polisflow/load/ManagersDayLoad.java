package io.polisflow.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.cluster.Cluster;
import io.polisflow.cluster.Database;
import io.polisflow.cluster.Node;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The day of many managers on two nodes behind the balancer: {@code mvn -Pload verify -Dload.minutes=30 -Dload.managers=500}.
 *
 * <p>First it is found out how much the machine can take, by people who wait for each answer before they ask again; the day then has a share of
 * that, whatever the machine. Neither latency nor live memory may grow with time. Then twice as many come, which is more than it can take: the work
 * that gets done stays, who finds no room is told so quickly, and a moment after the rush everything is as before.
 */
class ManagersDayLoad {

    private static final int MINUTES = Integer.getInteger("load.minutes", 30);
    private static final int MANAGERS = Integer.getInteger("load.managers", 500);
    /** Actions a second of the day; 0 for a share of what was found out. */
    private static final double RATE = Double.parseDouble(System.getProperty("load.rate", "0"));

    /** Twice this is a fifth more than the machine can take. */
    private static final double SHARE = 0.6;

    private static final int EAGER_PEOPLE = 16;
    private static final int SLICES = 6;
    private static final Duration LONGEST_SLICE = Duration.ofMinutes(5);
    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(2);
    private static final Duration SHORTEST_JUDGED_DAY = Duration.ofMinutes(10);

    /** From the first slice to the last; caches still fill in the first minutes, and the database has a day's work more at the end. */
    private static final double MEMORY_MAY_GROW = 0.10;

    private static final double LATENCY_MAY_GROW = 0.30;
    private static final double ERRORS_AT_MOST = 0.001;
    private static final double DONE_IN_A_RUSH = 0.8;
    private static final long REFUSED_WITHIN_MILLIS = 5000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    @Test
    void neitherTimeNorTwiceTheLoadWearsItOut() throws Exception {
        try (Cluster cluster = Cluster.on(Database.start(Database.deliveredSettings()), 2, Duration.ZERO);
                Knowledge knowledge = new Knowledge(cluster.database().jdbc());
                Arrivals arrivals = new Arrivals()) {
            Managers managers = new Managers(cluster.database().jdbc(), http, cluster.address(), MANAGERS);
            WorkingDay day = new WorkingDay(managers, knowledge, http, cluster.address());

            Duration length = Duration.ofMinutes(MINUTES);
            Duration slice =
                    length.dividedBy(SLICES).compareTo(LONGEST_SLICE) > 0 ? LONGEST_SLICE : length.dividedBy(SLICES);
            // The machine compiles and fills its caches before it is asked how much it can take.
            Duration trial = slice.compareTo(LONGEST_TRIAL) > 0 ? LONGEST_TRIAL : slice;
            capacity(day, trial);
            double most = capacity(day, trial);
            double rate = RATE > 0 ? RATE : most * SHARE;

            List<Slice> usual = new ArrayList<>();
            for (int i = 0; i < length.dividedBy(slice); i++) {
                usual.add(stretch("day, " + (i + 1), arrivals, day, rate, slice, cluster));
            }
            List<Slice> rush = new ArrayList<>();
            rush.add(stretch("twice as many", arrivals, day, 2 * rate, slice, cluster));
            rush.add(stretch("the moment after", arrivals, day, rate, slice.dividedBy(2), cluster));
            rush.add(stretch("as before", arrivals, day, rate, slice, cluster));
            report(most, rate, usual, rush);
            judge(usual, rush);
        }
    }

    /** @return actions a second that people get done who wait for each answer */
    private double capacity(WorkingDay day, Duration duration) throws InterruptedException {
        ExecutorService eager = Executors.newFixedThreadPool(EAGER_PEOPLE);
        AtomicLong done = new AtomicLong();
        Books books = new Books();
        long end = System.nanoTime() + duration.toNanos();
        for (int i = 0; i < EAGER_PEOPLE; i++) {
            eager.execute(() -> {
                while (System.nanoTime() < end) {
                    day.happen(System.nanoTime(), books);
                    done.incrementAndGet();
                }
            });
        }
        eager.shutdown();
        assertThat(eager.awaitTermination(duration.toSeconds() + 120, TimeUnit.SECONDS))
                .isTrue();
        return done.get() / (duration.toMillis() / 1000.0);
    }

    private static Slice stretch(
            String name, Arrivals arrivals, WorkingDay day, double rate, Duration duration, Cluster cluster)
            throws Exception {
        Books books = new Books();
        CpuMeter cpu = cluster.cpu();
        CpuMeter.Spent before = cpu.read();
        arrivals.come(rate, duration, intended -> day.happen(intended, books));
        CpuMeter.Spent spent = cpu.read().minus(before);
        List<Double> live = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            live.add(Memory.live(node));
        }
        return new Slice(name, rate, duration, books, spent, live);
    }

    private static void report(double most, double rate, List<Slice> usual, List<Slice> rush) throws Exception {
        List<Slice> all = new ArrayList<>(usual);
        all.addAll(rush);
        new LoadReport()
                .say(
                        "%d managers, %d minutes, two nodes behind the balancer and PostgreSQL on %d processors, Java %s. People who wait for each"
                                + " answer get %.1f actions a second done; in the day %.1f a second begin (an open model: Poisson, counted from the"
                                + " intended start). Times in milliseconds; a full collection is forced at the end of each stretch.",
                        MANAGERS, MINUTES, Runtime.getRuntime().availableProcessors(), Runtime.version(), most, rate)
                .slices("The day, and twice as many", all)
                .kinds("By kind of request, in the day", usual)
                .course("By kind of request and stretch: median, 95th percentile", all)
                .kinds("By kind of request, with twice as many", rush.subList(0, 1))
                .faults(all)
                .write();
    }

    private static void judge(List<Slice> usual, List<Slice> rush) {
        SoftAssertions soft = new SoftAssertions();
        Slice twice = rush.get(0);
        Slice after = rush.get(2);
        for (Slice slice : usual) {
            soft.assertThat(errors(slice)).as("errors, %s", slice.name()).isLessThanOrEqualTo(ERRORS_AT_MOST);
        }
        // The first slice still warms up.
        List<Slice> judged = usual.subList(1, usual.size());
        if (Duration.ofMinutes(MINUTES).compareTo(SHORTEST_JUDGED_DAY) >= 0 && judged.size() >= Trend.FEWEST) {
            soft.assertThat(Trend.growth(judged.stream().map(Slice::p95).toList()))
                    .as("growth of the 95th percentile over the day")
                    .isLessThanOrEqualTo(LATENCY_MAY_GROW);
            for (int node = 0; node < usual.get(0).live().size(); node++) {
                int number = node;
                soft.assertThat(Trend.growth(judged.stream()
                                .map(slice -> slice.live().get(number))
                                .toList()))
                        .as("growth of node %d's live memory over the day", node + 1)
                        .isLessThanOrEqualTo(MEMORY_MAY_GROW);
            }
        }
        double ordinary =
                Trend.median(usual.stream().map(Slice::answeredPerSecond).toList());
        soft.assertThat(twice.answeredPerSecond())
                .as("work done a second while twice as many come")
                .isGreaterThanOrEqualTo(DONE_IN_A_RUSH * ordinary);
        soft.assertThat(errors(twice)).as("errors while twice as many come").isLessThanOrEqualTo(ERRORS_AT_MOST);
        soft.assertThat(twice.books().refused().getValueAtPercentile(95))
                .as("how soon somebody is told that there is no room")
                .isLessThanOrEqualTo(REFUSED_WITHIN_MILLIS);
        soft.assertThat(errors(after)).as("errors after the rush").isLessThanOrEqualTo(ERRORS_AT_MOST);
        soft.assertThat(after.books().count(Answered.REFUSED))
                .as("refusals after the rush")
                .isZero();
        soft.assertThat(after.p95())
                .as("95th percentile after the rush")
                .isLessThanOrEqualTo(Math.max(
                        500,
                        (1 + LATENCY_MAY_GROW)
                                * Trend.median(usual.stream().map(Slice::p95).toList())));
        soft.assertAll();
    }

    private static double errors(Slice slice) {
        Books books = slice.books();
        long all = books.all().getTotalCount() + books.refused().getTotalCount();
        return all == 0 ? 0 : (double) books.count(Answered.BADLY) / all;
    }
}
