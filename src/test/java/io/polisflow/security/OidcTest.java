package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.verify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/** Plays the company's provider, and proves that its accounts open everything, its refusals nothing, and one log-out ends both. */
@ActiveProfiles("oidc")
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:oidc;DB_CLOSE_DELAY=-1",
            "polisflow.oidc.client-id=polisflow",
            "polisflow.oidc.client-secret=of-the-test",
            "polisflow.oidc.groups-claim=realm_access.roles",
            "polisflow.oidc.groups.Insurance-Sellers=sales",
            "polisflow.admin.username=chief",
            "polisflow.admin.password=violet-harbour-lamp"
        })
class OidcTest extends SecurityTest {

    private static final CompanyProvider PROVIDER = new CompanyProvider();

    @Autowired
    private IdentityService identity;

    @Autowired
    private AuditTrail audit;

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) {
        registry.add("polisflow.oidc.issuer", PROVIDER::issuer);
    }

    @AfterAll
    static void providerLeaves() {
        PROVIDER.leave();
    }

    @BeforeEach
    void theProviderIsUp() {
        PROVIDER.open();
    }

    @Test
    void anAccountOfTheCompanyOpensEverythingAndIsKnownToTheEngine() throws Exception {
        assertThat(Desk.location(desk().send(desk().request("/crm/probe").header("Accept", "text/html"))))
                .endsWith("/login");
        assertThat(desk().get("/login").body())
                .contains("Войти через учётную запись компании", "data-at-once=\"true\"")
                .doesNotContain("type=\"password\"");

        String home = signOn(desk(), person("i.petrova", "Insurance-Sellers", "offline_access"));

        assertThat(home).endsWith("/crm/probe");
        assertThat(desk().get("/crm/probe").body()).isEqualTo("i.petrova Ирина Петрова [sales]");
        assertThat(desk().get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(desk().get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(200);
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(200);
        User user = identity.createUserQuery().userId("i.petrova").singleResult();
        assertThat(user.getLastName()).isEqualTo("Петрова");
        assertThat(user.getEmail()).isEqualTo("i.petrova@company.example");
        assertThat(groupsOf("i.petrova")).containsExactly("sales");
        assertThat(desk().get("/account").body())
                .contains("Пароль этой учётной записи хранится не здесь")
                .doesNotContain("type=\"password\"");
    }

    @Test
    void groupsThatTheProviderTakesAwayAreTakenHere() throws Exception {
        identity.saveGroup(identity.newGroup("choir"));
        signOn(desk(), person("moved", "sales", "heads"));
        identity.createMembership("moved", "choir");
        assertThat(groupsOf("moved")).containsExactlyInAnyOrder("sales", "heads", "choir");

        signOn(new Desk(port()), person("moved", "underwriters"));
        assertThat(groupsOf("moved")).containsExactlyInAnyOrder("underwriters", "choir");
        clock().move(java.time.Duration.ofSeconds(16));
        assertThat(desk().get("/api/probe").body()).endsWith("[choir, underwriters]");

        assertThat(signOn(new Desk(port()), person("moved", "elsewhere"))).endsWith("/login?nogroup");
        assertThat(groupsOf("moved")).containsExactly("choir");
        identity.deleteGroup("choir");
    }

    @Test
    void anAccountWithoutOurGroupsIsToldSoAndNotWrittenDown() throws Exception {
        assertThat(signOn(desk(), person("stranger", "accountants"))).endsWith("/login?nogroup");

        assertThat(desk().get("/login?nogroup").body())
                .contains("не состоит ни в одной из его групп", "Войти под другой учётной записью");
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(identity.createUserQuery().userId("stranger").count()).isZero();
        assertThat(Desk.location(desk().get("/oauth2/authorization/company?other=")))
                .contains("prompt=login");
    }

    @Test
    void anAccountCalledLikeTheEmergencyAdministratorIsNobody() throws Exception {
        assertThat(signOn(desk(), person("Chief", "camunda-admin"))).endsWith("/login?account");
        assertThat(signOn(desk(), person("a/../b", "sales"))).endsWith("/login?account");
    }

    @Test
    void aForeignAnswerSignsNobodyOn() throws Exception {
        String question = Desk.location(desk().get("/oauth2/authorization/company"));
        PROVIDER.provesToBe(person("i.petrova", "sales").claim("nonce", "of another browser"));
        assertThat(Desk.location(desk().get(back(question, state(question))))).endsWith("/login?provider");
        assertThat(Desk.location(desk().get(back(question, "forged")))).endsWith("/login?provider");
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
    }

    @Test
    void logOutEndsTheSessionHereAndAtTheProvider() throws Exception {
        signOn(desk(), person("leaver", "sales"));

        HttpResponse<String> left = desk().post("/logout", Map.of());

        // A redirect would end the way at our own policy of where forms may lead, which browsers hold against
        // redirects, too.
        assertThat(left.statusCode()).isEqualTo(200);
        assertThat(left.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("form-action 'self'"));
        assertThat(left.body())
                .contains("http-equiv=\"refresh\"")
                .contains(PROVIDER.issuer() + "/logout?id_token_hint=ey")
                .contains("post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A" + port() + "%2Flogin%3Flogout");
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(desk().get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(401);
    }

    @Test
    void theProvidersLogOutEndsThatSessionAtOnceAndNoOther() throws Exception {
        Desk elsewhere = new Desk(port());
        Desk somebody = new Desk(port());
        signOn(desk(), person("everywhere", "sales").claim("sid", "at-the-desk"));
        signOn(elsewhere, person("everywhere", "sales").claim("sid", "at-home"));
        signOn(somebody, person("somebody", "sales").claim("sid", "of-somebody"));
        assertThat(desk().get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);

        assertThat(toldThatOver(signed(PROVIDER.over("everywhere", "at-the-desk"))))
                .isEqualTo(200);

        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(desk().get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(401);
        assertThat(Desk.location(desk().get("/crm/probe"))).endsWith("/login");
        assertThat(elsewhere.get("/api/probe").statusCode()).isEqualTo(200);
        assertThat(somebody.get("/api/probe").statusCode()).isEqualTo(200);
        verify(audit).eventBy("everywhere", AuditAction.SIGNED_OFF, AuditSubject.of("user", "everywhere"), Map.of());

        // Twice told is no fault.
        assertThat(toldThatOver(signed(PROVIDER.over("everywhere", "at-the-desk"))))
                .isEqualTo(200);
        assertThat(toldThatOver(signed(PROVIDER.over("everywhere", null)))).isEqualTo(200);
        assertThat(elsewhere.get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(somebody.get("/api/probe").statusCode()).isEqualTo(200);
    }

    @Test
    void whoSignedOnLaterInTheSameBrowserIsNotEndedWithWhoWasThereBefore() throws Exception {
        signOn(desk(), person("earlier", "sales").claim("sid", "of-earlier"));
        signOn(desk(), person("later", "sales").claim("sid", "of-later"));

        assertThat(toldThatOver(signed(PROVIDER.over("earlier", "of-earlier")))).isEqualTo(200);
        assertThat(toldThatOver(signed(PROVIDER.over("earlier", null)))).isEqualTo(200);
        assertThat(desk().get("/api/probe").body()).startsWith("later");

        assertThat(toldThatOver(signed(PROVIDER.over("later", "of-later")))).isEqualTo(200);
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
    }

    @Test
    void nobodyButTheProviderEndsASession() throws Exception {
        signOn(desk(), person("stays", "sales").claim("sid", "stays-here"));
        Map<String, String> refused = Map.of(
                "a foreign key",
                CompanyProvider.signed(PROVIDER.over("stays", "stays-here"), CompanyProvider.anyKey()),
                "no signature",
                new PlainJWT(PROVIDER.over("stays", "stays-here").build()).serialize(),
                "another audience",
                signed(PROVIDER.over("stays", "stays-here").audience("payroll")),
                "another issuer",
                signed(PROVIDER.over("stays", "stays-here").issuer("https://elsewhere.example")),
                "a proof of who one is",
                signed(person("stays", "sales").claim("sid", "stays-here")),
                "news about nobody",
                signed(PROVIDER.over("stays", null).subject(null)),
                "rubbish",
                "not.a.token");
        for (String why : refused.keySet()) {
            assertThat(toldThatOver(refused.get(why))).as(why).isEqualTo(400);
        }
        assertThat(desk().get("/api/probe").body()).startsWith("stays");
    }

    @Test
    void passwordsOpenNothingButForTheEmergencyAdministrator() throws Exception {
        assertThat(Desk.location(desk().signOn("manager", "manager"))).endsWith("/login?error");
        assertThat(basic("manager", "manager").statusCode()).isEqualTo(401);
        assertThat(desk().get("/login?emergency").body()).contains("type=\"password\"");
        assertThat(Desk.location(desk().signOn("chief", "violet-harbour-lamp"))).endsWith("/");
    }

    @Test
    void aTokenOpensBothApisWithoutSessionOrCookie() throws Exception {
        String token = signed(person("robot", "Insurance-Sellers"));

        HttpResponse<String> api = bearer("/api/probe", token);
        assertThat(api.body()).isEqualTo("robot Ирина Петрова [sales]");
        assertThat(api.headers().allValues("Set-Cookie")).isEmpty();
        HttpResponse<String> rest = bearer("/engine-rest/process-definition", token);
        assertThat(rest.statusCode()).isEqualTo(200);
        assertThat(rest.body()).contains("\"key\":\"request-intake\"");
        assertThat(rest.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(program("/api/probe", token).POST(BodyPublishers.noBody()))
                .satisfies(request ->
                        assertThat(new Desk(port()).send(request).body()).isEqualTo("posted by robot"));
        assertThat(bearer("/api/probe", signed(person("robot", "accountants"))).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenThatIsNotForUsOpensNothing() throws Exception {
        Instant now = Instant.now();
        Map<String, String> refused = Map.of(
                "another issuer", signed(person("robot", "sales").issuer("https://elsewhere.example")),
                "another audience", signed(person("robot", "sales").audience("payroll")),
                "no audience", signed(person("robot", "sales").audience((String) null)),
                "expired", signed(person("robot", "sales").expirationTime(Date.from(now.minusSeconds(120)))),
                "not yet valid", signed(person("robot", "sales").notBeforeTime(Date.from(now.plusSeconds(300)))),
                "no signature", new PlainJWT(person("robot", "sales").build()).serialize(),
                "a foreign key", CompanyProvider.signed(person("robot", "sales"), CompanyProvider.anyKey()),
                "nobody", signed(person("", "sales")),
                "the administrator", signed(person("chief", "camunda-admin")),
                "rubbish", "not.a.token");
        for (String why : refused.keySet()) {
            for (String path : List.of("/api/probe", "/engine-rest/process-definition")) {
                HttpResponse<String> answer = bearer(path, refused.get(why));
                assertThat(answer.statusCode()).as(why + " at " + path).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate"))
                        .as(why)
                        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
            }
        }
    }

    @Test
    void aProviderThatIsDownIsSaidOnTheLoginPage() throws Exception {
        signOn(desk(), person("settled", "sales"));
        String question = Desk.location(new Desk(port()).get("/oauth2/authorization/company"));
        assertThat(question).startsWith(PROVIDER.issuer());
        Desk late = new Desk(port());
        question = Desk.location(late.get("/oauth2/authorization/company"));
        PROVIDER.refusesCodes();

        assertThat(Desk.location(late.get(back(question, state(question))))).endsWith("/login?provider");
        assertThat(late.get("/login?provider").body()).contains("сервер входа не ответил");
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(200);
    }

    /** The whole dance: to the provider, whose page is passed over, and back with a code. @return where it ends */
    private String signOn(Desk desk, JWTClaimsSet.Builder claims) throws Exception {
        String question = Desk.location(desk.get("/oauth2/authorization/company"));
        assertThat(question).startsWith(PROVIDER.issuer() + "/auth?");
        assertThat(parameter(question, "code_challenge_method")).isEqualTo("S256");
        assertThat(parameter(question, "client_id")).isEqualTo("polisflow");
        PROVIDER.provesToBe(claims.claim("nonce", parameter(question, "nonce")));
        String end = Desk.location(desk.get(back(question, state(question))));

        String verifier = parameter("http://x/?" + PROVIDER.lastExchange(), "code_verifier");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .isEqualTo(parameter(question, "code_challenge"));
        return end;
    }

    private static JWTClaimsSet.Builder person(String login, String... roles) {
        return PROVIDER.person(login, roles);
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return PROVIDER.signed(claims);
    }

    private String back(String question, String state) {
        return URI.create(parameter(question, "redirect_uri")).getPath() + "?code=once&state=" + state;
    }

    private static String state(String question) {
        return java.net.URLEncoder.encode(parameter(question, "state"), StandardCharsets.UTF_8);
    }

    private static String parameter(String address, String name) {
        String raw = UriComponentsBuilder.fromUriString(address)
                .build()
                .getQueryParams()
                .getFirst(name);
        return raw == null ? "" : java.net.URLDecoder.decode(raw, StandardCharsets.UTF_8);
    }

    /** From the provider's own server, which has neither session nor cookie. */
    private int toldThatOver(String token) throws Exception {
        return new Desk(port())
                .send(desk().request("/logout/connect/back-channel/company")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("logout_token=" + token)))
                .statusCode();
    }

    private List<String> groupsOf(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }

    private java.net.http.HttpRequest.Builder program(String path, String token) {
        return desk().request(path).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> bearer(String path, String token) throws Exception {
        return new Desk(port()).send(program(path, token));
    }

    private HttpResponse<String> basic(String user, String password) throws Exception {
        return new Desk(port()).send(desk().request("/api/probe").header("Authorization", Desk.basic(user, password)));
    }
}
