package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.session.SessionRepository;

/** Proves when a session ends, what a person is told then, and that it never grants more than its user has now. */
class SessionLifeTest extends SecurityTest {

    private static final String PASSWORD = "violet-harbour-lamp";
    private static final AtomicInteger SERIAL = new AtomicInteger();

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private SessionRepository<?> sessions;

    private String name;

    @BeforeEach
    void someoneSignsOn() throws Exception {
        name = "newcomer" + SERIAL.incrementAndGet();
        User user = identity.newUser(name);
        user.setFirstName("Вера");
        user.setPassword(PASSWORD);
        identity.saveUser(user);
        identity.createMembership(name, "sales");
        desk().signOn(name, PASSWORD);
        assertThat(who()).isEqualTo(name + " Вера [sales]");
    }

    @AfterEach
    void theyLeave() {
        identity.deleteUser(name);
    }

    @Test
    void aSessionThatIsUsedGoesOnAndOneThatIsNotEndsAndSaysSo() throws Exception {
        clock().move(Duration.ofMinutes(55));
        assertThat(who()).startsWith(name);
        clock().move(Duration.ofMinutes(55));
        assertThat(who()).startsWith(name);

        clock().move(Duration.ofMinutes(61));
        HttpResponse<String> ended = desk().get("/api/probe");
        assertThat(ended.statusCode()).isEqualTo(401);
        assertThat(ended.body()).contains("Сеанс закончился");
        assertThat(desk().get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(302);
        assertThat(desk().get("/login").body()).contains("Сеанс закончился. Войдите ещё раз");
        assertThat(desk().get("/login").body()).doesNotContain("Сеанс закончился");
    }

    @Test
    void whatAPageAsksByItselfKeepsNoSessionAlive() throws Exception {
        for (int minutes = 10; minutes <= 60; minutes += 10) {
            clock().move(Duration.ofMinutes(10));
            assertThat(poll(minutes * 60).statusCode())
                    .as("after %d min", minutes)
                    .isEqualTo(200);
            assertThat(desk().send(desk().request("/api/probe").header("Accept", "text/event-stream, text/plain"))
                            .statusCode())
                    .isEqualTo(200);
        }
        clock().move(Duration.ofMinutes(1));
        HttpResponse<String> ended = poll(61 * 60);
        assertThat(ended.statusCode()).isEqualTo(401);
        assertThat(ended.body()).contains("Сеанс закончился");
    }

    @Test
    void noSessionLastsLongerThanItMayHoweverMuchItIsUsed() throws Exception {
        for (int hours = 1; hours <= 12; hours++) {
            clock().move(Duration.ofMinutes(59));
            assertThat(who()).startsWith(name);
        }
        clock().move(Duration.ofMinutes(13));
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
    }

    @Test
    void groupsThatAreTakenAwayAreGoneAfterSecondsEverywhere() throws Exception {
        assertThat(desk().get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);

        identity.deleteMembership(name, "sales");
        identity.createMembership(name, "analysts");
        clock().move(Duration.ofSeconds(16));

        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(403);
        desk().get("/camunda/app/cockpit/default/");
        assertThat(desk().get("/camunda/api/admin/auth/user/default").body())
                .contains("cockpit")
                .doesNotContain("tasklist");
    }

    @Test
    void aRemovedUsersSessionEnds() throws Exception {
        identity.deleteUser(name);
        clock().move(Duration.ofSeconds(16));

        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(desk().get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aNewPasswordEndsTheSessionsOfTheOldOne() throws Exception {
        User user = identity.createUserQuery().userId(name).singleResult();
        user.setPassword("another-harbour-lamp");
        identity.saveUser(user);
        clock().move(Duration.ofSeconds(16));

        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
    }

    @Test
    void whatStaysOpenLearnsOfTheLogOutInAnotherWindow() throws Exception {
        String id = jdbc.queryForObject(
                "select session_id from spring_session where principal_name = ?", String.class, name);
        MockHttpServletRequest stream = new MockHttpServletRequest();
        stream.setSession(new MockHttpSession(null, id));
        BooleanSupplier lasts = new OpenSessions(sessions, stream).lasting();
        assertThat(lasts.getAsBoolean()).isTrue();

        desk().post("/logout", Map.of());

        assertThat(lasts.getAsBoolean()).isFalse();
        assertThat(new OpenSessions(sessions, new MockHttpServletRequest())
                        .lasting()
                        .getAsBoolean())
                .as("a program")
                .isTrue();
    }

    @Test
    void aForeignClassInTheSessionsRowIsNotBroughtToLife() throws Exception {
        byte[] foreign = new SerializingConverter().convert(new Trap());
        int planted = jdbc.update(
                """
                update spring_session_attributes set attribute_bytes = ?
                where attribute_name = 'SPRING_SECURITY_CONTEXT'
                    and session_primary_id in (select primary_id from spring_session where principal_name = ?)
                """,
                foreign,
                name);
        assertThat(planted).isEqualTo(1);

        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(Trap.sprung).isFalse();
    }

    private String who() throws Exception {
        return desk().get("/api/probe").body();
    }

    private HttpResponse<String> poll(int idleSeconds) throws Exception {
        return desk().send(desk().request("/camunda/api/engine/engine/default/task")
                .header(SessionLimits.IDLE, String.valueOf(idleSeconds)));
    }

    static final class Trap implements Serializable {

        static boolean sprung;

        private void readObject(ObjectInputStream in) {
            sprung = true;
        }
    }
}
