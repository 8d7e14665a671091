package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Proves over real HTTP that one sign-on opens everything a user may see, and that one log-out closes it. */
class SignOnTest extends SecurityTest {

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identityService;

    @Autowired
    private SecuritySetUp setUp;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final HttpClient program =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @Test
    void oneSignOnOpensTasklistThePagesAndTheApi() throws Exception {
        signOn("manager");

        assertThat(get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(200);
        assertThat(get("/camunda/api/admin/auth/user/default").body()).contains("\"userId\":\"manager\"");
        assertThat(get("/crm/probe").body()).isEqualTo("manager Анна Морозова [sales]");
        assertThat(get("/api/probe").body()).isEqualTo("manager Анна Морозова [sales]");
    }

    @Test
    void theEngineKnowsTheUserOnPagesAndForgetsAfterwards() throws Exception {
        signOn("manager");

        assertThat(get("/api/probe/engine").body()).isEqualTo("manager");
        assertThat(program.send(request("/hooks/probe").GET().build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("nobody");
    }

    @Test
    void theStartPageLeadsToTheAppOfOnesWork() throws Exception {
        signOn("manager");
        assertThat(location(get("/"))).endsWith("/camunda/app/tasklist/default/");

        cookies.getCookieStore().removeAll();
        signOn("analyst");
        assertThat(location(get("/"))).endsWith("/camunda/app/cockpit/default/");
    }

    @Test
    void aWrongPasswordOpensNothing() throws Exception {
        assertThat(location(postForm("/login", "username=lawyer&password=wrong")))
                .endsWith("/login?error");
        assertThat(get("/api/probe").statusCode()).isEqualTo(401);
    }

    @Test
    void theSessionChangesAtSignOn() throws Exception {
        get("/crm/probe");
        String before = cookie("JSESSIONID");
        signOn("manager");
        assertThat(cookie("JSESSIONID")).isNotEqualTo(before);
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
            assertThat(location(get(path))).as(path).endsWith("/login");
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

        HttpResponse<String> answered = basic("/engine-rest/process-definition", "manager");
        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.body()).contains("\"key\":\"request-intake\"");
        assertThat(answered.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void theEnginesRestApiRefusesChangesThatAnotherSiteSends() throws Exception {
        HttpRequest request = request("/engine-rest/process-definition/key/request-intake/start")
                .header("Authorization", basicHeader("manager"))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertThat(program.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void aPostToTheApiNeedsThePagesToken() throws Exception {
        signOn("manager");
        HttpResponse<String> refused =
                browser.send(request("/api/probe").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(refused.body()).contains("Доступ запрещён");

        HttpResponse<String> accepted = browser.send(
                request("/api/probe")
                        .header(SecurityConfiguration.CSRF_HEADER, cookie(SecurityConfiguration.CSRF_COOKIE))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(accepted.statusCode()).isEqualTo(200);
    }

    @Test
    void aProgramPostsToTheApiWithBasic() throws Exception {
        HttpRequest request = request("/api/probe")
                .header("Authorization", basicHeader("manager"))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(program.send(request, BodyHandlers.ofString()).body()).isEqualTo("posted by manager");
    }

    @Test
    void tasklistsLogOutEndsEverything() throws Exception {
        signOn("manager");
        get("/camunda/app/tasklist/default/");

        HttpResponse<String> answer = browser.send(
                request("/camunda/api/admin/auth/user/default/logout")
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
        assertThat(get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(location(get("/crm/probe"))).endsWith("/login");
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

    private void signOn(String user) throws Exception {
        HttpResponse<String> answer = postForm("/login", "username=" + user + "&password=" + user);
        assertThat(location(answer)).doesNotContain("error");
    }

    private HttpResponse<String> postForm(String path, String body) throws Exception {
        get("/login");
        String token = URLEncoder.encode(cookie(SecurityConfiguration.CSRF_COOKIE), StandardCharsets.UTF_8);
        return browser.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body + "&_csrf=" + token))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> basic(String path, String user) throws Exception {
        return program.send(
                request(path).header("Authorization", basicHeader(user)).GET().build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private static String basicHeader(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }
}
