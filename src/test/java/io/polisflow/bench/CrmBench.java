package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.polisflow.bench.TwoDatabases.Switch;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.crm.report.LossMonths;
import io.polisflow.process.ProcessTest;
import io.polisflow.seed.CrmSeed;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
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
    private static final int ROUNDS = 5;

    /** Pages are made by so much code that a few of them would measure how the virtual machine compiles it. */
    private static final int WARM_UP = 6;

    /** Of one kind in a round. */
    private static final int PAGES = 15;

    /** What is looked for differs from page to page for so long. */
    private static final int SAMPLES = 100;

    @Autowired
    private MockMvc web;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private LossMonths lossMonths;

    /** One of the two databases with what is looked for in it. */
    private record Side(String name, DataSource direct, CrmSeed.Size size, Samples samples, BareSql bare) {}

    private interface Page {
        void ask(Side side, int sample) throws Exception;
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

        Report.settings(getClass(), engine);
        misspeltBesideTheIndex(large);
        measure("client search, a name with a typo, as typed", this::misspelt, this::misspeltBare, small, large);
        measure(
                "client search, two to ten digits of an INN, as typed",
                this::innPrefix,
                this::innPrefixBare,
                small,
                large);
        measure("360° card of a client with eight deals", this::card, this::cardBare, small, large);
        measure("funnel of a manager with 500 open deals", this::funnel, this::funnelBare, small, large);
        measure("loss report of a year", this::losses, this::lossesBare, small, large);
    }

    private void misspeltBesideTheIndex(Side large) throws Exception {
        Contestant ours = turn("Polisflow", this::misspelt, large);
        Contestant index = turn("bare SQL over the index of trigrams", this::misspeltByTheIndex, large);
        Turns.take(CpuMeter.of(large.direct()), WARM_UP, ROUNDS, ours, index);
        Report.add(Row.of(
                        getClass(),
                        "client search, a name with a typo, as typed, " + thousands(large) + " clients",
                        Unit.MILLIS,
                        ours,
                        index)
                .atMost(1.5)
                .note("the whole page, rights and HTML included, beside the most similar names in one statement."));
    }

    private Side side(String name, int clients, String template) throws SQLException {
        CrmSeed.Size size =
                new CrmSeed.Size(clients, (long) clients * CONTACTS_OF_CLIENT, (long) clients * DEALS_OF_CLIENT);
        DataSource direct = TwoDatabases.direct(name);
        new CrmSeed(direct, clock.instant(), line -> {}).fill(size, true);
        new EngineCopies(direct, template).make();
        databases().to(name);
        employ(size.managers());
        sumUpLosses();
        return new Side(name, direct, size, new Samples(direct, SAMPLES, size.managers()), new BareSql(databases()));
    }

    /** As an application does in its first minutes. */
    private void sumUpLosses() {
        boolean more = true;
        while (more) {
            more = lossMonths.sumUpNext();
        }
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

    private void measure(String what, Page page, Page bare, Side small, Side large) throws Exception {
        Contestant ours = turn("Polisflow", page, large);
        Contestant oursSmall = turn(thousands(small) + " clients", page, small);
        Contestant least = turn("bare SQL", bare, large);
        Contestant leastSmall = turn(thousands(small) + " clients", bare, small);
        Turns.take(CpuMeter.of(large.direct()), WARM_UP, ROUNDS, ours, least, oursSmall, leastSmall);
        String size = ", " + thousands(large) + " clients";
        Report.add(Row.of(getClass(), what + size, Unit.MILLIS, ours, least)
                .note("the whole page, rights and HTML included, beside its statements by hand."));
        Report.add(Row.of(getClass(), what + size, Unit.MILLIS, ours, oursSmall).atMost(1.3));
        Report.add(Row.of(getClass(), "of that, bare SQL: " + what + size, Unit.MILLIS, least, leastSmall));
    }

    private Contestant turn(String name, Page page, Side side) {
        int[] sample = {0};
        return Contestant.each(name, PAGES, () -> page.ask(side, sample[0]++ % SAMPLES))
                .before(() -> databases().to(side.name()));
    }

    private static String thousands(Side side) {
        return String.format(Locale.ROOT, "%,d", side.size().clients());
    }

    /** As one sees it who sees all clients. */
    private String overseen(MockHttpServletRequestBuilder request) throws Exception {
        return page("supervisor", "supervisors", request);
    }

    private String page(String user, String group, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response =
                web.perform(request.with(user(user).roles(group))).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private String listed(String text) throws Exception {
        return overseen(get("/crm/clients").param("text", text).header("HX-Request", "true"));
    }

    private void misspelt(Side side, int round) throws Exception {
        Samples.Misspelt sought = side.samples().misspelt(round);
        assertThat(listed(sought.typed())).as(sought.typed()).contains("Похожие:");
    }

    private void misspeltBare(Side side, int round) {
        assertThat(side.bare().misspelt(side.samples().misspelt(round))).isPositive();
    }

    private void misspeltByTheIndex(Side side, int round) {
        assertThat(side.bare().nearest(side.samples().misspelt(round))).isPositive();
    }

    private void innPrefix(Side side, int round) throws Exception {
        String prefix = side.samples().innPrefix(round);
        assertThat(listed(prefix)).contains(">" + prefix);
    }

    private void innPrefixBare(Side side, int round) {
        assertThat(side.bare().innPrefix(side.samples().innPrefix(round))).isPositive();
    }

    private void card(Side side, int round) throws Exception {
        assertThat(overseen(get("/crm/clients/" + side.samples().busyClient(round))))
                .contains("Открытых сделок");
    }

    private void cardBare(Side side, int round) {
        assertThat(side.bare().card(side.samples().busyClient(round))).isPositive();
    }

    private void funnel(Side side, int round) throws Exception {
        String manager = side.samples().manager(round);
        assertThat(page(manager, "sales", get("/crm/funnel")))
                .contains("<dd>" + side.samples().openDeals(manager) + "</dd>");
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
        assertThat(overseen(get("/crm/reports/losses")
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
