package io.polisflow.security;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
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
import java.util.UUID;
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

    private static final WireMockServer PROVIDER = new WireMockServer(options().dynamicPort());
    private static final RSAKey KEY = key();

    @Autowired
    private IdentityService identity;

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) {
        PROVIDER.start();
        registry.add("polisflow.oidc.issuer", OidcTest::issuer);
    }

    @AfterAll
    static void providerLeaves() {
        PROVIDER.resetAll();
    }

    private static String issuer() {
        return PROVIDER.baseUrl() + "/realms/company";
    }

    @BeforeEach
    void theProviderIsUp() {
        PROVIDER.resetAll();
        PROVIDER.stubFor(get(urlEqualTo("/realms/company/.well-known/openid-configuration"))
                .willReturn(okJson(
                        """
                        {"issuer": "%1$s", "authorization_endpoint": "%1$s/auth", "token_endpoint": "%1$s/token",
                         "jwks_uri": "%1$s/certs", "end_session_endpoint": "%1$s/logout",
                         "subject_types_supported": ["public"], "response_types_supported": ["code"],
                         "id_token_signing_alg_values_supported": ["RS256"]}
                        """
                                .formatted(issuer()))));
        PROVIDER.stubFor(
                get(urlEqualTo("/realms/company/certs")).willReturn(okJson(new JWKSet(KEY.toPublicJWK()).toString())));
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
        answer(question, person("i.petrova", "sales").claim("nonce", "of another browser"));
        assertThat(Desk.location(desk().get(back(question, state(question))))).endsWith("/login?provider");
        assertThat(Desk.location(desk().get(back(question, "forged")))).endsWith("/login?provider");
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
    }

    @Test
    void logOutEndsTheSessionHereAndAtTheProvider() throws Exception {
        signOn(desk(), person("leaver", "sales"));

        HttpResponse<String> left = desk().post("/logout", Map.of());

        assertThat(left.body())
                .contains("http-equiv=\"refresh\"")
                .contains(issuer() + "/logout?id_token_hint=ey")
                .contains("post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A" + port() + "%2Flogin%3Flogout");
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(401);
        assertThat(desk().get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(401);
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
        String token = signed(token("robot", "Insurance-Sellers"), KEY);

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
        assertThat(bearer("/api/probe", signed(token("robot", "accountants"), KEY))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenThatIsNotForUsOpensNothing() throws Exception {
        Instant now = Instant.now();
        Map<String, String> refused = Map.of(
                "another issuer", signed(token("robot", "sales").issuer("https://elsewhere.example"), KEY),
                "another audience", signed(token("robot", "sales").audience("payroll"), KEY),
                "no audience", signed(token("robot", "sales").audience((String) null), KEY),
                "expired", signed(token("robot", "sales").expirationTime(Date.from(now.minusSeconds(120))), KEY),
                "not yet valid", signed(token("robot", "sales").notBeforeTime(Date.from(now.plusSeconds(300))), KEY),
                "no signature", new PlainJWT(token("robot", "sales").build()).serialize(),
                "a foreign key", signed(token("robot", "sales"), key()),
                "nobody", signed(token("", "sales"), KEY),
                "the administrator", signed(token("chief", "camunda-admin"), KEY),
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
        assertThat(question).startsWith(issuer());
        Desk late = new Desk(port());
        question = Desk.location(late.get("/oauth2/authorization/company"));
        PROVIDER.stubFor(
                post(urlEqualTo("/realms/company/token")).willReturn(aResponse().withStatus(503)));

        assertThat(Desk.location(late.get(back(question, state(question))))).endsWith("/login?provider");
        assertThat(late.get("/login?provider").body()).contains("сервер входа не ответил");
        assertThat(desk().get("/api/probe").statusCode()).isEqualTo(200);
    }

    /** The whole dance: to the provider, whose page is passed over, and back with a code. @return where it ends */
    private String signOn(Desk desk, JWTClaimsSet.Builder claims) throws Exception {
        String question = Desk.location(desk.get("/oauth2/authorization/company"));
        assertThat(question).startsWith(issuer() + "/auth?");
        assertThat(parameter(question, "code_challenge_method")).isEqualTo("S256");
        answer(question, claims.claim("nonce", parameter(question, "nonce")));
        String end = Desk.location(desk.get(back(question, state(question))));

        String sent = PROVIDER.findAll(postRequestedFor(urlEqualTo("/realms/company/token")))
                .get(PROVIDER.findAll(postRequestedFor(urlEqualTo("/realms/company/token")))
                                .size()
                        - 1)
                .getBodyAsString();
        String verifier = parameter("http://x/?" + sent, "code_verifier");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .isEqualTo(parameter(question, "code_challenge"));
        return end;
    }

    private static void answer(String question, JWTClaimsSet.Builder claims) throws Exception {
        assertThat(parameter(question, "client_id")).isEqualTo("polisflow");
        PROVIDER.stubFor(post(urlEqualTo("/realms/company/token"))
                .willReturn(okJson("{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                        + "\"scope\":\"openid\",\"id_token\":\"" + signed(claims, KEY) + "\"}")));
    }

    private static JWTClaimsSet.Builder person(String login, String... roles) {
        return token(login, roles);
    }

    private static JWTClaimsSet.Builder token(String login, String... roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("sub-" + login.hashCode())
                .audience("polisflow")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("preferred_username", login)
                .claim("given_name", "Ирина")
                .claim("family_name", "Петрова")
                .claim("email", login + "@company.example")
                .claim("realm_access", Map.of("roles", List.of(roles)));
    }

    private static String signed(JWTClaimsSet.Builder claims, RSAKey key) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
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
