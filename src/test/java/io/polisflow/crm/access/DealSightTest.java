package io.polisflow.crm.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.fixtures.SignedOnAs;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The rule of sight as a table: every role before every kind of deal; both databases must hide the same. */
abstract class DealSightTest extends DatabaseTest {

    /** Each kind of deal that a person may meet. */
    enum Of {
        /** The person's own. */
        OWN,
        /** A colleague's, whose deals the person was given sight of. */
        GRANTED,
        /** The same, until yesterday. */
        EXPIRED,
        /** The same, taken back. */
        REVOKED,
        /** A colleague's in the branch that the person heads, as a head. */
        BRANCH,
        /** A colleague's in a branch with another head. */
        FOREIGN,
        /** A colleague's in a branch without a head. */
        HEADLESS,
        /** A colleague's who works in no branch. */
        NO_BRANCH,
        /** Nobody's. */
        OWNERLESS,
        /** Foreign, with an open task that waits for the person's group. */
        GROUP_TASK,
        /** Foreign, with an open task that the person has. */
        MY_TASK,
        /** Foreign, with an open task of the person's group that somebody else has. */
        OTHERS_TASK,
        /** Foreign, with the date of its stage, which is nobody's task. */
        STAGE_DATE
    }

    @Autowired
    protected DealSight sight;

    @Autowired
    private EntityManager entities;

    @Autowired
    private NamedParameterJdbcTemplate sql;

    protected String mark;
    protected final Map<Of, Deal> sold = new LinkedHashMap<>();

    @BeforeEach
    void dealsOfEveryKind() {
        mark = UUID.randomUUID().toString().substring(0, 8);
        branch("headed", me());
        branch("foreign", login("otherhead"));
        branch("headless", null);
        member("branchmate", "headed");
        member("stranger", "foreign");
        member("orphan", "headless");
        // Granted people work under another head, so that only the grant can open what is theirs.
        for (String name : List.of("granter", "expirer", "revoker")) {
            member(name, "foreign");
        }
        LocalDate today = LocalDate.now(clock);
        grant("granter", today, null);
        grant("expirer", today.minusDays(1), null);
        grant("revoker", null, clock.instant());
        open(Of.OWN, me());
        open(Of.GRANTED, login("granter"));
        open(Of.EXPIRED, login("expirer"));
        open(Of.REVOKED, login("revoker"));
        open(Of.BRANCH, login("branchmate"));
        open(Of.FOREIGN, login("stranger"));
        open(Of.HEADLESS, login("orphan"));
        open(Of.NO_BRANCH, login("freelance"));
        open(Of.OWNERLESS, null);
        open(Of.GROUP_TASK, login("stranger"));
        open(Of.MY_TASK, login("stranger"));
        open(Of.OTHERS_TASK, login("stranger"));
        open(Of.STAGE_DATE, login("stranger"));
    }

    @AfterEach
    void tasksEnd() {
        jdbc.update("delete from deadline where subject like ?", mark + "%");
    }

    protected String me() {
        return login("me");
    }

    private String login(String name) {
        return name + "-" + mark;
    }

    private void branch(String name, String head) {
        jdbc.update(
                "insert into branch (code, name, calendar, head, lock_version) values (?, ?, 'ru', ?, 0)",
                login(name),
                login(name),
                head);
    }

    private void member(String name, String branch) {
        jdbc.update("insert into branch_member (login, branch) values (?, ?)", login(name), login(branch));
    }

    private void grant(String owner, LocalDate lastDay, Instant revoked) {
        transaction.executeWithoutResult(status -> {
            SightGrant grant = new SightGrant(login(owner), me(), lastDay, login("otherhead"), clock.instant());
            if (revoked != null) {
                grant.revoke(login("otherhead"), revoked);
            }
            entities.persist(grant);
        });
    }

    private void open(Of kind, String owner) {
        Client client = clients.findOrCreate(null, "ООО «Видимость " + mark + " " + kind + "»");
        Deal deal = transaction.execute(status -> deals.open(clients.get(client.id()), null, Stage.NEEDS_ANALYSIS));
        jdbc.update("update deal set owner = ? where id = ?", owner, deal.id());
        jdbc.update("update client set owner = ? where id = ?", owner, client.id());
        sold.put(kind, deal);
    }

    /** The tasks stand there for one role only, because they wait for its group. */
    private void tasksOf(String group) {
        plant(Of.GROUP_TASK, "TASK", group, null);
        plant(Of.MY_TASK, "TASK", group, me());
        plant(Of.OTHERS_TASK, "TASK", group, login("colleague"));
        plant(Of.STAGE_DATE, "STAGE", group, null);
    }

    private void plant(Of kind, String row, String group, String assignee) {
        PlantedDeadline.of(row, mark + kind, clock.instant())
                .with("deal_number", sold.get(kind).number())
                .with("client_id", sold.get(kind).client().id())
                .with("task_group", group)
                .with("assignee", assignee)
                .with("warn_at", clock.instant())
                .with("due_at", clock.instant())
                .in(jdbc);
    }

    private static Set<Of> kinds(String listed) {
        if ("-".equals(listed)) {
            return Set.of();
        }
        return "ALL".equals(listed)
                ? Set.of(Of.values())
                : Arrays.stream(listed.split(" ")).map(Of::valueOf).collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sales         | OWN GRANTED GROUP_TASK MY_TASK
            heads         | OWN GRANTED BRANCH HEADLESS NO_BRANCH OWNERLESS GROUP_TASK MY_TASK
            underwriters  | GROUP_TASK MY_TASK
            lawyers       | GROUP_TASK MY_TASK
            supervisors   | ALL
            analysts      | -
            camunda-admin | -
            """)
    void everyRoleSeesItsDealsAndTheirClients(String role, String seen) {
        tasksOf(role);
        Set<Of> expected = kinds(seen);

        SignedOnAs.person(me(), role, () -> {
            for (Of kind : Of.values()) {
                Deal deal = sold.get(kind);
                assertThat(sight.maySee(deal.number())).as("%s: %s", role, kind).isEqualTo(expected.contains(kind));
                assertThat(sight.maySeeClient(deal.client().id()))
                        .as("%s: client of %s", role, kind)
                        .isEqualTo(expected.contains(kind));
            }
            assertThat(countedByEntities()).as("counted by JPA").isEqualTo(expected.size());
            assertThat(countedBySql("deal s join client c on c.id = s.client_id", sight.dealsInSql("s")))
                    .as("counted by SQL")
                    .isEqualTo(expected.size());
            assertThat(countedBySql("client c", sight.clientsInSql("c")))
                    .as("clients counted by SQL")
                    .isEqualTo(expected.size());
            assertThat(countedBySql(
                            "insurance_request v right join deal s on s.id = v.deal_id join client c on c.id = s.client_id",
                            sight.dealNumberInSql("s.number")))
                    .as("what hangs on deals, counted by their numbers")
                    .isEqualTo(expected.size());
            return null;
        });
    }

    private long countedByEntities() {
        SightCondition seen = sight.deals("s");
        return seen.bind(entities.createQuery(
                        "select count(s) from Deal s join s.client c where c.name like :mark" + seen.and(), Long.class))
                .setParameter("mark", "%" + mark + "%")
                .getSingleResult();
    }

    private long countedBySql(String from, SightCondition seen) {
        Map<String, Object> values = new LinkedHashMap<>(seen.parameters());
        values.put("mark", "%" + mark + "%");
        return sql.queryForObject(
                "select count(*) from " + from + " where c.name like :mark" + seen.and(), values, Long.class);
    }

    @Test
    void whoeverStandsInSeesWhatThoseSeeWhoAreAwayAndNoMore() {
        tasksOf("lawyers");
        Viewer standIn = new Viewer(
                "standin", List.of(new Person("standin", Set.of("underwriters")), new Person(me(), Set.of("lawyers"))));

        assertThat(sight.maySee(standIn, sold.get(Of.MY_TASK).number())).isTrue();
        assertThat(sight.maySee(standIn, sold.get(Of.GROUP_TASK).number())).isTrue();
        assertThat(sight.maySee(standIn, sold.get(Of.OTHERS_TASK).number())).isFalse();
        assertThat(sight.maySee(standIn, sold.get(Of.OWN).number()))
                .as("a lawyer's own")
                .isFalse();

        Viewer forSeller =
                new Viewer("standin", List.of(new Person("standin", Set.of()), new Person(me(), Set.of("sales"))));
        assertThat(sight.maySee(forSeller, sold.get(Of.OWN).number())).isTrue();
        assertThat(sight.maySee(forSeller, sold.get(Of.BRANCH).number())).isFalse();
        Viewer forHead = new Viewer(
                "standin", List.of(new Person("standin", Set.of("sales")), new Person(me(), Set.of("heads"))));
        assertThat(sight.maySee(forHead, sold.get(Of.BRANCH).number())).isTrue();
        assertThat(sight.maySee(forHead, sold.get(Of.FOREIGN).number())).isFalse();
    }

    @Test
    void aDealIsSeenOnlyAsLongAsItsTaskIsOpen() {
        String number = sold.get(Of.MY_TASK).number();
        tasksOf("underwriters");
        assertThat(asUnderwriter(number)).isTrue();

        jdbc.update("delete from deadline where subject like ?", mark + "%");

        assertThat(asUnderwriter(number)).isFalse();
    }

    private boolean asUnderwriter(String number) {
        return SignedOnAs.person(me(), "underwriters", () -> sight.maySee(number));
    }

    @Test
    void aClientOfNobodyWithoutDealsIsThereForWhoeverSells() {
        Client free = clients.findOrCreate(null, "ООО «Ничья " + mark + "»");
        for (String role : List.of("sales", "heads")) {
            assertThat(SignedOnAs.<Boolean>person(me(), role, () -> sight.maySeeClient(free.id())))
                    .as(role)
                    .isTrue();
        }
        for (String role : List.of("underwriters", "lawyers", "analysts", "camunda-admin")) {
            assertThat(SignedOnAs.<Boolean>person(me(), role, () -> sight.maySeeClient(free.id())))
                    .as(role)
                    .isFalse();
        }
    }

    @Test
    void theProductItselfSeesAll() {
        String foreign = sold.get(Of.FOREIGN).number();
        assertThat(sight.maySee(foreign)).isTrue();
        assertThat(SignedOnAs.<Boolean>person(me(), "sales", () -> WithoutViewer.call(() -> sight.maySee(foreign))))
                .isTrue();
        assertThat(SignedOnAs.<Boolean>person(me(), "sales", () -> sight.maySee(foreign)))
                .isFalse();
    }
}
