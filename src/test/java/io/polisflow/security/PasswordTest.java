package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Proves that passwords are strong, cannot be guessed by trying, and can be changed by their owners. */
class PasswordTest extends SecurityTest {

    private static final String PASSWORD = "violet-harbour-lamp";
    private static final AtomicInteger SERIAL = new AtomicInteger();

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuditTrail audit;

    private String name;

    @BeforeEach
    void someoneIsHired() {
        name = "person" + SERIAL.incrementAndGet();
        User user = identity.newUser(name);
        user.setFirstName("Авдотья");
        user.setLastName("Кириллова");
        user.setEmail(name + "@polisflow.example");
        user.setPassword(PASSWORD);
        identity.saveUser(user);
        identity.createMembership(name, "sales");
    }

    @AfterEach
    void theyLeave() {
        identity.deleteUser(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short-lamp1",
                "password1234",
                "qwertyuiop12",
                "йцукенгшщзхъ",
                "пароль123456",
                "gfhjkmgfhjkm",
                "111111111111",
                "xx-авдотья-lamp-9",
                "Polisflow2026"
            })
    void aWeakPasswordIsTakenByNobody(String weak) {
        User user = identity.createUserQuery().userId(name).singleResult();
        user.setPassword(weak);

        assertThatThrownBy(() -> identity.saveUser(user)).hasMessageContaining("policy");
        assertThat(identity.checkPassword(name, PASSWORD)).isTrue();
    }

    @Test
    void afterFiveFailuresANameIsClosedForAWhileWhetherItExistsOrNot() throws Exception {
        for (String each : List.of(name, "nobody-at-all")) {
            for (int attempt = 1; attempt < 5; attempt++) {
                assertThat(Desk.location(desk().signOn(each, "wrong"))).endsWith("/login?error");
            }
            assertThat(Desk.location(desk().signOn(each, "wrong"))).endsWith("/login?closed");
            assertThat(Desk.location(desk().signOn(each.toUpperCase(), PASSWORD)))
                    .endsWith("/login?closed");
            assertThat(Desk.location(desk().signOn(each, PASSWORD))).endsWith("/login?closed");
        }
        assertThat(desk().get("/login?closed").body()).contains("вход под этим именем закрыт на 15 мин.");

        clock().move(Duration.ofMinutes(14));
        assertThat(Desk.location(desk().signOn(name, PASSWORD))).endsWith("/login?closed");
        clock().move(Duration.ofMinutes(2));
        assertThat(Desk.location(desk().signOn(name, "wrong"))).endsWith("/login?error");
        assertThat(Desk.location(desk().signOn(name, PASSWORD))).endsWith("/");
    }

    @Test
    void failuresFarApartOrBeforeASuccessAreForgiven() throws Exception {
        for (int attempt = 1; attempt <= 4; attempt++) {
            desk().signOn(name, "wrong");
        }
        assertThat(Desk.location(desk().signOn(name, PASSWORD))).endsWith("/");
        for (int attempt = 1; attempt <= 4; attempt++) {
            desk().signOn(name, "wrong");
        }
        clock().move(Duration.ofMinutes(16));
        assertThat(Desk.location(desk().signOn(name, "wrong"))).endsWith("/login?error");
    }

    @Test
    void anAdministratorOpensAClosedName() throws Exception {
        for (int attempt = 1; attempt <= 5; attempt++) {
            desk().signOn(name, "wrong");
        }
        Desk admin = new Desk(port());
        admin.signOn("admin");
        admin.get("/camunda/app/admin/default/");
        HttpResponse<String> opened =
                admin.send(admin.request("/camunda/api/engine/engine/default/user/" + name + "/unlock")
                        .header("X-XSRF-TOKEN", admin.cookie("XSRF-TOKEN"))
                        .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));

        assertThat(opened.statusCode()).isEqualTo(204);
        verify(audit).event(eq(AuditAction.LOCKED_OUT), eq(AuditSubject.of("user", name)), any());
        verify(audit).event(eq(AuditAction.UNLOCKED), eq(AuditSubject.of("user", name)), any());
        assertThat(Desk.location(desk().signOn(name, PASSWORD))).endsWith("/");
    }

    @Test
    void httpBasicCountsTowardsTheSameLock() throws Exception {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(basic("/api/probe", "wrong").body()).contains("Нужен вход");
        }
        for (int attempt = 4; attempt <= 5; attempt++) {
            assertThat(basic("/engine-rest/process-definition", "wrong").statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> closed = basic("/api/probe", PASSWORD);
        assertThat(closed.statusCode()).isEqualTo(401);
        assertThat(closed.body()).contains("Вход закрыт");
        assertThat(basic("/engine-rest/process-definition", PASSWORD).body()).contains("Вход закрыт");
        assertThat(Desk.location(desk().signOn(name, PASSWORD))).endsWith("/login?closed");
    }

    @Test
    void nobodyHasAnotherPersonsPasswordCheckedPastTheLock() throws Exception {
        desk().signOn("manager");
        String question = "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
        HttpResponse<String> asked = desk().send(desk().request("/engine-rest/identity/verify")
                .header("Authorization", Desk.basic("manager", "manager"))
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(question)));
        assertThat(asked.statusCode()).isEqualTo(403);

        desk().get("/camunda/app/tasklist/default/");
        HttpResponse<String> form = desk().send(desk().request("/camunda/api/admin/auth/user/default/login/tasklist")
                .header("X-XSRF-TOKEN", desk().cookie("XSRF-TOKEN"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("username=" + name + "&password=" + PASSWORD)));
        assertThat(form.statusCode()).isEqualTo(403);
    }

    @Test
    void anAddressThatFailsTooOftenIsNotHeardWhateverTheName() throws Exception {
        AddressThrottle throttle = new AddressThrottle(
                new SignOnProperties(null, null, new SignOnProperties.Address(3, Duration.ofMinutes(30)), null));
        for (int failure = 1; failure <= 3; failure++) {
            assertThat(passed(throttle, "10.0.0.7")).isTrue();
            fail(throttle, "10.0.0.7", "name" + failure);
        }
        assertThat(passed(throttle, "10.0.0.7")).isFalse();
        assertThat(passed(throttle, "10.0.0.8")).isTrue();

        for (int failure = 1; failure <= 3; failure++) {
            fail(throttle, "2001:db8:1:2::" + failure, "name" + failure);
        }
        assertThat(passed(throttle, "2001:db8:1:2:ffff::1"))
                .as("the same network")
                .isFalse();
        assertThat(passed(throttle, "2001:db8:1:3::1")).isTrue();
    }

    private static void fail(AddressThrottle throttle, String address, String who) {
        var attempt = new UsernamePasswordAuthenticationToken(who, "wrong");
        attempt.setDetails(new WebAuthenticationDetails(address, null));
        throttle.failed(new AuthenticationFailureBadCredentialsEvent(attempt, new BadCredentialsException("wrong")));
    }

    @Test
    void aPersonChangesTheirPasswordAndTheirOtherSessionsEnd() throws Exception {
        Desk elsewhere = new Desk(port());
        elsewhere.signOn(name, PASSWORD);
        desk().signOn(name, PASSWORD);
        assertThat(desk().get("/account").body()).contains("Авдотья Кириллова", "Продажи", "Не короче 12 знаков");

        assertThat(change("wrong-password-here", "green-harbour-lamp", "green-harbour-lamp"))
                .contains("Текущий пароль неверен.");
        assertThat(change(PASSWORD, "green-harbour-lamp", "green-harbour-lamb")).contains("его повтор различаются");
        assertThat(change(PASSWORD, "кириллова1", "кириллова1"))
                .contains("Пароль короче 12 знаков.", "В пароле есть ваше имя");
        assertThat(change(PASSWORD, "password1234", "password1234")).contains("легко угадать");
        assertThat(change(PASSWORD, "green-harbour-lamp", "green-harbour-lamp")).contains("Пароль изменён.");

        assertThat(identity.checkPassword(name, "green-harbour-lamp")).isTrue();
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(200);
        clock().move(Duration.ofSeconds(16));
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/api/probe").statusCode()).isEqualTo(401);
    }

    private String change(String current, String fresh, String again) throws Exception {
        HttpResponse<String> answer =
                desk().post("/account/password", Map.of("current", current, "fresh", fresh, "again", again));
        return desk().get(Desk.location(answer)).body();
    }

    private HttpResponse<String> basic(String path, String password) throws Exception {
        Desk program = new Desk(port());
        return program.send(program.request(path).header("Authorization", Desk.basic(name, password)));
    }

    private static boolean passed(AddressThrottle throttle, String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/deals");
        request.addHeader("Authorization", "Basic bTpt");
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();
        throttle.filter().doFilter(request, response, chain);
        return chain.getRequest() != null && response.getStatus() == 200;
    }
}
