package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.polisflow.bench.TwoDatabases.Switch;
import io.polisflow.process.ProcessTest;
import io.polisflow.seed.CrmSeed;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * The CRM's busiest pages at the size of a large insurer on PostgreSQL, from the browser's request to the last byte of HTML, beside
 * bare SQL and beside the same at 10,000 clients.
 *
 * <p>All four take turns in one run; only their ratios mean anything. {@code -Dbench.clients=100000} makes a smaller one.
 */
@ContextConfiguration(initializers = TwoDatabases.class)
@Import(TwoDatabases.Switched.class)
@AutoConfigureMockMvc
class CrmBench extends ProcessTest {

    private static final int SMALL_CLIENTS = 10_000;
    private static final int CONTACTS_OF_CLIENT = 3;
    private static final int DEALS_OF_CLIENT = 2;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 100;
    private static final String MANAGER = CrmSeed.manager(0);
    private static final Path REPORT = Path.of("target", "bench-crm.md");

    @Autowired
    private MockMvc web;

    @Autowired
    private DataSource dataSource;

    /** One of the two databases with what is looked for in it. */
    private record Side(String name, CrmSeed.Size size, Samples samples, BareSql bare) {}

    private interface Work {
        void run(Side side, int round) throws Exception;
    }

    /** Milliseconds, the middle one and the one that 95 of 100 do not exceed. */
    private record Times(double median, double p95) {

        static Times of(List<Double> measured) {
            List<Double> sorted = measured.stream().sorted().toList();
            return new Times(sorted.get(sorted.size() / 2), sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1));
        }
    }

    private Switch databases() {
        return (Switch) dataSource;
    }

    @AfterEach
    void backToTheSmallOne() {
        databases().close();
    }

    @Test
    void pagesAtTheSizeOfALargeInsurerBesideBareSqlAndBesideTenThousandClients() throws Exception {
        String template = dealOf(webForm(freshInn()));
        String owner = deal(template).owner();
        runJob(template, StoryStep.SEND_CONFIRMATION.element());
        runJob(template, StoryStep.CHECK_REGISTRY.element());
        complete(
                owner,
                template,
                StoryStep.ASSEMBLE.element(),
                with(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        List.of(with(
                                "product", "property", "object", "Склад", "sumInsured", "10000000", "discount", 5))));
        TwoDatabases.copy();
        Side small = side(TwoDatabases.SMALL, SMALL_CLIENTS, template);
        Side large = side(TwoDatabases.LARGE, Integer.getInteger("bench.clients", 1_000_000), template);

        Map<String, List<Work>> rows = new LinkedHashMap<>();
        rows.put("client search, a name with a typo, as typed", List.of(this::misspelt, this::misspeltBare));
        rows.put("client search, two to ten digits of an INN, as typed", List.of(this::innPrefix, this::innPrefixBare));
        rows.put("360° card of a client with eight deals", List.of(this::card, this::cardBare));
        rows.put("funnel of a manager with 500 open deals", List.of(this::funnel, this::funnelBare));
        rows.put("loss report of a year", List.of(this::losses, this::lossesBare));
        double loadBefore = load();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "| page, %,d clients, %,d contacts, %,d deals | Polisflow, median / p95, ms | bare SQL, ms |"
                        + " ratio to bare SQL, median / p95 | growth from %,d clients, median / p95 | of bare SQL |",
                large.size().clients(),
                large.size().contacts(),
                large.size().deals(),
                SMALL_CLIENTS));
        lines.add("| --- | --- | --- | --- | --- | --- |");
        for (Map.Entry<String, List<Work>> row : rows.entrySet()) {
            lines.add(row(row.getKey(), row.getValue().get(0), row.getValue().get(1), small, large));
            System.out.println(lines.get(lines.size() - 1));
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%d rounds each, PostgreSQL with %s of shared buffers, %d processors, load %.1f before and %.1f after.",
                ROUNDS,
                TwoDatabases.SHARED_BUFFERS,
                Runtime.getRuntime().availableProcessors(),
                loadBefore,
                load()));
        Files.createDirectories(REPORT.getParent());
        Files.write(REPORT, lines);
        lines.forEach(System.out::println);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private Side side(String name, int clients, String template) throws SQLException {
        CrmSeed.Size size =
                new CrmSeed.Size(clients, (long) clients * CONTACTS_OF_CLIENT, (long) clients * DEALS_OF_CLIENT);
        DataSource direct = TwoDatabases.direct(name);
        new CrmSeed(direct, clock.instant(), line -> {}).fill(size, true);
        new EngineCopies(direct, template).make();
        databases().to(name);
        employ(size.managers());
        return new Side(name, size, new Samples(direct, ROUNDS, size.managers()), new BareSql(databases()));
    }

    private void employ(long managers) {
        for (long i = 0; i < managers; i++) {
            String id = CrmSeed.manager(i);
            if (identity.createUserQuery().userId(id).count() == 0) {
                User user = identity.newUser(id);
                user.setFirstName("Анна");
                user.setLastName("Морозова-" + i);
                identity.saveUser(user);
                identity.createMembership(id, "sales");
            }
        }
    }

    private String row(String what, Work page, Work bare, Side small, Side large) throws Exception {
        Map<Side, List<Double>> ours = Map.of(small, new ArrayList<>(), large, new ArrayList<>());
        Map<Side, List<Double>> least = Map.of(small, new ArrayList<>(), large, new ArrayList<>());
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (Side side : List.of(small, large)) {
                databases().to(side.name());
                double page_ = millis(page, side, Math.floorMod(round, ROUNDS));
                double bare_ = millis(bare, side, Math.floorMod(round, ROUNDS));
                if (round >= 0) {
                    ours.get(side).add(page_);
                    least.get(side).add(bare_);
                }
            }
        }
        Times pageLarge = Times.of(ours.get(large));
        Times pageSmall = Times.of(ours.get(small));
        Times bareLarge = Times.of(least.get(large));
        Times bareSmall = Times.of(least.get(small));
        return String.format(
                Locale.ROOT,
                "| %s | %.1f / %.1f | %.1f / %.1f | %.1f / %.1f | %.1f / %.1f | %.1f / %.1f |",
                what,
                pageLarge.median(),
                pageLarge.p95(),
                bareLarge.median(),
                bareLarge.p95(),
                pageLarge.median() / bareLarge.median(),
                pageLarge.p95() / bareLarge.p95(),
                pageLarge.median() / pageSmall.median(),
                pageLarge.p95() / pageSmall.p95(),
                bareLarge.median() / bareSmall.median(),
                bareLarge.p95() / bareSmall.p95());
    }

    private static double millis(Work work, Side side, int round) throws Exception {
        long begin = System.nanoTime();
        work.run(side, round);
        return (System.nanoTime() - begin) / 1e6;
    }

    private String page(String user, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response =
                web.perform(request.with(user(user).roles("sales"))).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private String listed(String text) throws Exception {
        return page(MANAGER, get("/crm/clients").param("text", text).header("HX-Request", "true"));
    }

    private void misspelt(Side side, int round) throws Exception {
        Samples.Misspelt sought = side.samples().misspelt(round);
        assertThat(listed(sought.typed())).as(sought.typed()).contains("Похожие:");
    }

    private void misspeltBare(Side side, int round) {
        assertThat(side.bare().misspelt(side.samples().misspelt(round))).isPositive();
    }

    private void innPrefix(Side side, int round) throws Exception {
        String prefix = side.samples().innPrefix(round);
        assertThat(listed(prefix)).contains(">" + prefix);
    }

    private void innPrefixBare(Side side, int round) {
        assertThat(side.bare().innPrefix(side.samples().innPrefix(round))).isPositive();
    }

    private void card(Side side, int round) throws Exception {
        assertThat(page(MANAGER, get("/crm/clients/" + side.samples().busyClient(round))))
                .contains("Открытых сделок");
    }

    private void cardBare(Side side, int round) {
        assertThat(side.bare().card(side.samples().busyClient(round))).isPositive();
    }

    private void funnel(Side side, int round) throws Exception {
        assertThat(page(side.samples().manager(round), get("/crm/funnel"))).contains("500");
    }

    private void funnelBare(Side side, int round) {
        assertThat(side.bare().funnel(side.samples().manager(round))).isPositive();
    }

    /** The first day of one of the five years that are over. */
    private static LocalDate year(int round) {
        return LocalDate.of(2021 + round % 5, 1, 1);
    }

    private void losses(Side side, int round) throws Exception {
        LocalDate first = year(round);
        assertThat(page(
                        MANAGER,
                        get("/crm/reports/losses")
                                .param("from", first.toString())
                                .param("to", first.plusYears(1).minusDays(1).toString())))
                .contains("Выбрали конкурента");
    }

    private void lossesBare(Side side, int round) {
        LocalDate first = year(round);
        assertThat(side.bare().losses(start(first), start(first.plusYears(1)))).isPositive();
    }

    private OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toOffsetDateTime();
    }
}
