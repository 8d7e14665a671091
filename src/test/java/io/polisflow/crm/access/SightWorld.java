package io.polisflow.crm.access;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.PlantedDeadline;
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
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** People and deals of every kind that may be seen or not. */
abstract class SightWorld extends DatabaseTest {

    /** Of those who open lists at all. */
    static final String WHO_SEES_WHAT =
            """
            sales         | OWN GRANTED STOOD_IN GROUP_TASK MY_TASK
            heads         | OWN GRANTED STOOD_IN BRANCH HEADLESS NO_BRANCH OWNERLESS GROUP_TASK MY_TASK
            underwriters  | GROUP_TASK MY_TASK
            lawyers       | GROUP_TASK MY_TASK
            supervisors   | ALL
            """;

    /** Each kind of deal that a person may meet. */
    enum Of {
        /** The person's own. */
        OWN,
        /** A colleague's, whose deals the person was given sight of. */
        GRANTED,
        /** A colleague's, of the same role, for whom the person stands in today. */
        STOOD_IN,
        /** Granted until yesterday. */
        EXPIRED,
        /** Granted and taken back. */
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
    private EntityManager entities;

    @Autowired
    private IdentityService identity;

    protected String mark;
    protected final Map<Of, Deal> sold = new LinkedHashMap<>();

    @BeforeEach
    void dealsOfEveryKind() {
        mark = "m" + UUID.randomUUID().toString().substring(0, 7);
        branch("headed", me());
        branch("foreign", login("otherhead"));
        branch("headless", null);
        member("branchmate", "headed");
        member("stranger", "foreign");
        member("orphan", "headless");
        // They work under another head, so that only the grant or the leave can open what is theirs.
        for (String name : List.of("granter", "expirer", "revoker", "absent")) {
            member(name, "foreign");
        }
        LocalDate today = LocalDate.now(clock);
        grant("granter", today, null);
        grant("expirer", today.minusDays(1), null);
        grant("revoker", null, clock.instant());
        open(Of.OWN, me());
        open(Of.GRANTED, login("granter"));
        open(Of.STOOD_IN, login("absent"));
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
        jdbc.update("delete from substitution where substitute = ?", me());
        jdbc.update("delete from sight_grant where grantee = ?", me());
        identity.deleteUser(login("absent"));
    }

    protected String me() {
        return login("me");
    }

    protected String login(String name) {
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

    /** Somebody of the person's own role is away. */
    protected void standInFor(String group) {
        identity.saveUser(identity.newUser(login("absent")));
        identity.createMembership(login("absent"), group);
        LocalDate today = LocalDate.now(clock);
        jdbc.update(
                "insert into substitution (id, absent, substitute, first_day, last_day, entered_by, entered_at, lock_version)"
                        + " values (nextval('id_seq'), ?, ?, ?, ?, 'admin', current_timestamp, 0)",
                login("absent"),
                me(),
                today,
                today);
    }

    private void open(Of kind, String owner) {
        Client client = clients.findOrCreate(null, "ООО «Видимость " + mark + " " + kind + "»");
        Deal deal = transaction.execute(status -> deals.open(clients.get(client.id()), null, Stage.NEEDS_ANALYSIS));
        jdbc.update("update deal set owner = ? where id = ?", owner, deal.id());
        jdbc.update("update client set owner = ? where id = ?", owner, client.id());
        sold.put(kind, deal);
    }

    /** The tasks stand there for one role only, because they wait for its group. */
    protected void tasksOf(String group) {
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

    protected static Set<Of> kinds(String listed) {
        if ("-".equals(listed)) {
            return Set.of();
        }
        return "ALL".equals(listed)
                ? Set.of(Of.values())
                : Arrays.stream(listed.split(" ")).map(Of::valueOf).collect(Collectors.toSet());
    }
}
