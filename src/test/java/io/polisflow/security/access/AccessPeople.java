package io.polisflow.security.access;

import io.polisflow.crm.branch.BranchEditor;
import io.polisflow.crm.branch.BranchEditor.BranchForm;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The people who ask: two branches with their heads, a grant, and one of every other kind. */
public final class AccessPeople {

    private static final String HERE = "matrix-here";
    private static final String THERE = "matrix-there";

    private final String password = "Aa1-" + UUID.randomUUID();
    private final IdentityService identity;
    private final BranchEditor branches;
    private final JdbcTemplate jdbc;

    public AccessPeople(ApplicationContext application) {
        this.identity = application.getBean(IdentityService.class);
        this.branches = application.getBean(BranchEditor.class);
        this.jdbc = application.getBean(JdbcTemplate.class);
    }

    /** Of all of them. */
    public String password() {
        return password;
    }

    /** They come to work. */
    public void settle(Instant now) {
        Arrays.stream(Asker.values()).filter(asker -> asker != Asker.ANONYMOUS).forEach(this::employ);
        branches.found(
                HERE,
                new BranchForm(
                        "Здесь",
                        "ru",
                        Asker.HEAD.login(),
                        Set.of(
                                Asker.OWNER.login(),
                                Asker.STAND_IN.login(),
                                Asker.GRANTED.login(),
                                Asker.COLLEAGUE.login())));
        branches.found(THERE, new BranchForm("Там", "ru", Asker.OTHER_HEAD.login(), Set.of(Asker.STRANGER.login())));
        jdbc.update(
                "insert into sight_grant (id, owner, grantee, granted_by, granted_at, lock_version)"
                        + " values (nextval('id_seq'), ?, ?, ?, ?, 0)",
                Asker.OWNER.login(),
                Asker.GRANTED.login(),
                Asker.HEAD.login(),
                Timestamp.from(now));
    }

    /** The owner is away from now on; what came up before is still theirs. */
    public void goOnLeave(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        jdbc.update(
                "insert into substitution (id, absent, substitute, first_day, last_day, entered_by, entered_at, lock_version)"
                        + " values (nextval('id_seq'), ?, ?, ?, ?, ?, ?, 0)",
                Asker.OWNER.login(),
                Asker.STAND_IN.login(),
                today.minusDays(7),
                today.plusDays(7),
                Asker.HEAD.login(),
                Timestamp.from(now));
    }

    private void employ(Asker asker) {
        identity.deleteUser(asker.login());
        User user = identity.newUser(asker.login());
        user.setPassword(password);
        user.setLastName(asker.name());
        identity.saveUser(user);
        if (asker.group() != null) {
            identity.createMembership(asker.login(), asker.group().id());
        }
    }

    /** They go, or the deals of other tests would be given to them. */
    public void leave() {
        Arrays.stream(Asker.values())
                .filter(asker -> asker != Asker.OWNER)
                .forEach(asker -> identity.deleteUser(asker.login()));
        // Their deals stay, and pages name whose they are.
        identity.deleteMembership(Asker.OWNER.login(), Asker.OWNER.group().id());
        User owner = identity.createUserQuery().userId(Asker.OWNER.login()).singleResult();
        owner.setFirstName("Вера");
        owner.setLastName("Прежняя");
        identity.saveUser(owner);
        jdbc.update("delete from branch_member where branch in (?, ?)", HERE, THERE);
        jdbc.update("delete from branch where code in (?, ?)", HERE, THERE);
        jdbc.update("delete from sight_grant where grantee like 'matrix%'");
        jdbc.update("delete from substitution where substitute like 'matrix%'");
        jdbc.update("delete from client_import where author like 'matrix%'");
        jdbc.update("delete from calendar_feed where owner like 'matrix%'");
    }
}
