package io.polisflow.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Proves over real HTTP that one sign-on opens everything a user may see, and that one log-out closes it. */
class SignOnTest extends SecurityTest {

    @Autowired
    private IdentityService identityService;

    @Autowired
    private SecuritySetUp setUp;

    private final HttpClient program =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @Test
    void oneSignOnOpensTasklistThePagesAndTheApi() throws Exception {
        desk().signOn("manager");

        assertThat(get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(200);
        assertThat(get("/camunda/api/admin/auth/user/default").body()).contains("\"userId\":\"manager\"");
        assertThat(get("/crm/probe").body()).isEqualTo("manager Анна Морозова [sales]");
        assertThat(get("/api/probe").body()).isEqualTo("manager Анна Морозова [sales]");
    }

    @Test
    void theEngineKnowsTheUserOnPagesAndForgetsAfterwards() throws Exception {
        desk().signOn("manager");

        assertThat(get("/api/probe/engine").body()).isEqualTo("manager");
        assertThat(program.send(desk().request("/hooks/probe").GET().build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("nobody");
    }

    @Test
    void theStartPageLeadsToTheAppOfOnesWork() throws Exception {
        desk().signOn("manager");
        assertThat(Desk.location(get("/"))).endsWith("/camunda/app/tasklist/default/");

        desk().cookies.getCookieStore().removeAll();
        desk().signOn("analyst");
        assertThat(Desk.location(get("/"))).endsWith("/camunda/app/cockpit/default/");
    }

    @Test
    void aWrongPasswordOpensNothing() throws Exception {
        assertThat(Desk.location(desk().signOn("lawyer", "wrong"))).endsWith("/login?error");
        assertThat(get("/api/probe").statusCode()).isEqualTo(401);
    }

    @Test
    void theSessionChangesAtSignOn() throws Exception {
        desk().signOn("lawyer");
        String before = desk().cookie("SESSION");
        desk().signOn("manager");
        assertThat(desk().cookie("SESSION")).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    void theSessionsCookieIsNoScriptsAndNoOtherSitesBusiness() throws Exception {
        HttpResponse<String> answer = desk().signOn("manager", "manager");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("SESSION="))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/"));
    }

    @Test
    void aStrangerGetsNoSessionAndReturnsToThePageAskedForButNeverToAnotherSite() throws Exception {
        desk().send(desk().request("/crm/probe?of=me").header("Accept", "text/html"));
        assertThat(desk().cookie("SESSION")).isEmpty();
        assertThat(Desk.location(desk().signOn("manager", "manager"))).endsWith("/crm/probe?of=me");

        HttpCookie planted = new HttpCookie(
                "REDIRECT_URI", Base64.getEncoder().encodeToString("https://elsewhere.example/".getBytes(UTF_8)));
        planted.setPath("/");
        planted.setVersion(0);
        desk().cookies.getCookieStore().add(desk().request("/").build().uri(), planted);
        assertThat(Desk.location(desk().signOn("manager", "manager"))).doesNotContain("elsewhere");
    }

    @Test
    void withoutSignOnProgramsGet401AndPeopleTheLoginPage() throws Exception {
        for (String path : new String[] {
            "/api/probe",
            "/camunda/api/engine/engine/default/task",
            "/v3/api-docs",
            "/actuator/prometheus",
            "/actuator/info"
        }) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
        }
        for (String path : new String[] {"/", "/crm/probe", "/camunda/app/tasklist/default/", "/swagger-ui.html"}) {
            assertThat(Desk.location(get(path))).as(path).endsWith("/login");
        }
        for (String path : new String[] {"/login", "/actuator/health", "/hooks/probe", "/css/login.css"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void theLoginPageOffersTheDemoUsers() throws Exception {
        assertThat(get("/login").body()).contains("Анна Морозова", "data-user=\"underwriter\"");
    }

    @Test
    void theEnginesRestApiAsksForBasicAndKeepsNoSession() throws Exception {
        HttpResponse<String> challenged = get("/engine-rest/process-definition");
        assertThat(challenged.statusCode()).isEqualTo(401);
        assertThat(challenged.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Basic"));

        HttpResponse<String> answered = program.send(
                desk().request("/engine-rest/process-definition")
                        .header("Authorization", Desk.basic("manager", "manager"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.body()).contains("\"key\":\"request-intake\"");
        assertThat(answered.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void theEnginesRestApiRefusesChangesThatAnotherSiteSends() throws Exception {
        HttpRequest request = desk().request("/engine-rest/process-definition/key/request-intake/start")
                .header("Authorization", Desk.basic("manager", "manager"))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(program.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void aPostToTheApiNeedsThePagesToken() throws Exception {
        desk().signOn("manager");
        HttpResponse<String> refused = desk().send(desk().request("/api/probe").POST(BodyPublishers.noBody()));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(refused.body()).contains("Доступ запрещён");

        HttpResponse<String> accepted = desk().send(desk().request("/api/probe")
                .header(SecurityConfiguration.CSRF_HEADER, desk().cookie(SecurityConfiguration.CSRF_COOKIE))
                .POST(BodyPublishers.noBody()));
        assertThat(accepted.statusCode()).isEqualTo(200);
    }

    @Test
    void aProgramPostsToTheApiWithBasic() throws Exception {
        HttpRequest request = desk().request("/api/probe")
                .header("Authorization", Desk.basic("manager", "manager"))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(program.send(request, BodyHandlers.ofString()).body()).isEqualTo("posted by manager");
    }

    @Test
    void tasklistsLogOutEndsEverything() throws Exception {
        desk().signOn("manager");
        get("/camunda/app/tasklist/default/");

        HttpResponse<String> answer = desk().send(desk().request("/camunda/api/admin/auth/user/default/logout")
                .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
        assertThat(get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(Desk.location(get("/crm/probe"))).endsWith("/login");
    }

    @Test
    void startingAgainKeepsAChangedPasswordAndDoublesNobody() throws Exception {
        User user = identityService.createUserQuery().userId("manager2").singleResult();
        user.setPassword("changed-since");
        identityService.saveUser(user);
        long users = identityService.createUserQuery().count();

        setUp.afterSingletonsInstantiated();

        assertThat(identityService.createUserQuery().count()).isEqualTo(users);
        assertThat(identityService.checkPassword("manager2", "changed-since")).isTrue();
        assertThat(identityService.createGroupQuery().groupId("sales").list()).hasSize(1);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return desk().get(path);
    }
}
