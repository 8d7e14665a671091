package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.Postgres;
import io.polisflow.fixtures.WebAppStatics;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** Proves on PostgreSQL that sessions and locks belong to no node: they outlast its death, and hold and end everywhere. */
class NodesTest {

    private static final Runnable OTHERS = WebAppStatics.kept();

    @AfterAll
    static void giveTheWebAppsBack() {
        OTHERS.run();
    }

    @Test
    void aSessionGoesOnAtAnyOtherNodeAndItsLogOutEndsItOnAll() throws Exception {
        String database = Postgres.newDatabase();
        Desk manager;
        try (ConfigurableApplicationContext first = node(database, "always");
                ConfigurableApplicationContext second = node(database, "never")) {
            manager = new Desk(port(first));
            manager.signOn("manager");
            assertThat(manager.get("/camunda/app/tasklist/default/").statusCode())
                    .isEqualTo(200);
            manager = new Desk(port(second), manager);
            theWorkGoesOn(manager);

            Desk guesser = new Desk(port(first));
            Desk guesserElsewhere = new Desk(port(second));
            for (int attempt = 1; attempt <= 2; attempt++) {
                assertThat(Desk.location(guesser.signOn("lawyer", "wrong"))).endsWith("/login?error");
                assertThat(Desk.location(guesserElsewhere.signOn("lawyer", "wrong")))
                        .endsWith("/login?error");
            }
            assertThat(Desk.location(guesserElsewhere.signOn("lawyer", "wrong")))
                    .endsWith("/login?closed");
            assertThat(Desk.location(guesser.signOn("lawyer", "lawyer"))).endsWith("/login?closed");

            Desk supervisor = new Desk(port(second));
            supervisor.signOn("supervisor");
            Desk supervisorElsewhere = new Desk(port(first), supervisor);
            assertThat(supervisorElsewhere.get("/crm/probe").body()).startsWith("supervisor");
            supervisorElsewhere.post("/logout", Map.of());
            assertThat(supervisorElsewhere.get("/api/probe").statusCode()).isEqualTo(401);
            assertThat(supervisor.get("/api/probe").statusCode()).isEqualTo(401);

            guessesAtBothAtOnceAreAllCounted(first, second);
            whatTheProviderEndsAtOneIsEndedAtBoth(first, second, first.getBean(JdbcIndexedSessionRepository.class));
        }
        // The web apps keep their engine in static fields, so that here one node's end is felt by all in the JVM: a
        // third takes over.
        try (ConfigurableApplicationContext third = node(database, "never")) {
            theWorkGoesOn(new Desk(port(third), manager));
        }
    }

    private static void theWorkGoesOn(Desk desk) throws Exception {
        assertThat(desk.get("/crm/probe").body()).startsWith("manager");
        assertThat(desk.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        assertThat(desk.get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(200);
        assertThat(desk.get("/camunda/api/admin/auth/user/default").body()).contains("\"userId\":\"manager\"");
    }

    @SuppressWarnings("unchecked")
    private static void guessesAtBothAtOnceAreAllCounted(ApplicationContext... nodes) throws Exception {
        assertThat(AtOnce.all(IntStream.range(0, 24)
                        .mapToObj(guess -> (Callable<Boolean>) () -> nodes[guess % 2]
                                .getBean(IdentityService.class)
                                .checkPassword("underwriter", "wrong" + guess))
                        .toArray(Callable[]::new)))
                .containsOnly(false);
        assertThat(nodes[0].getBean(IdentityService.class).checkPassword("underwriter", "underwriter"))
                .isFalse();
    }

    private static <S extends Session> void whatTheProviderEndsAtOneIsEndedAtBoth(
            ApplicationContext first, ApplicationContext second, SessionRepository<S> sessions) {
        List<String> ids = Stream.of("at-the-desk", "at-home")
                .map(there -> {
                    MockHttpServletRequest request = new MockHttpServletRequest();
                    OidcIdToken proof = OidcIdToken.withTokenValue("proof")
                            .subject("sub-of-manager")
                            .claim("sid", there)
                            .build();
                    SignedOnUser user = new SignedOnUser("manager", "", List.of("sales"), "");
                    providerSessions(first)
                            .onAuthentication(
                                    new TestingAuthenticationToken(new ProviderUser(user, proof), null),
                                    request,
                                    new MockHttpServletResponse());
                    S session = sessions.createSession();
                    Collections.list(request.getSession().getAttributeNames())
                            .forEach(name -> session.setAttribute(
                                    name, request.getSession().getAttribute(name)));
                    sessions.save(session);
                    return session.getId();
                })
                .toList();

        providerSessions(second).removeSessionInformation(over(token -> token.sessionId("at-the-desk")));
        assertThat(sessions.findById(ids.get(0))).isNull();
        assertThat(sessions.findById(ids.get(1))).isNotNull();

        providerSessions(second).removeSessionInformation(over(token -> token.subject("sub-of-manager")));
        assertThat(sessions.findById(ids.get(1))).isNull();
    }

    private static OidcLogoutToken over(UnaryOperator<OidcLogoutToken.Builder> whose) {
        return whose.apply(OidcLogoutToken.withTokenValue("over")
                        .issuer("https://sign-on.example")
                        .audience(List.of("polisflow"))
                        .issuedAt(Instant.EPOCH)
                        .jti("news")
                        .events(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of())))
                .build();
    }

    private static ProviderSessions providerSessions(ApplicationContext node) {
        return new ProviderSessions(node.getBean(JdbcTemplate.class), node);
    }

    private static ConfigurableApplicationContext node(String database, String schema) {
        return new SpringApplicationBuilder(SecurityTest.Application.class)
                .run(
                        "--spring.datasource.url=" + database,
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres",
                        "--spring.flyway.enabled=false",
                        "--spring.jpa.hibernate.ddl-auto=none",
                        "--spring.sql.init.mode=" + schema,
                        "--spring.sql.init.schema-locations=classpath:db/migration/postgresql/V065__sessions.sql,"
                                + "classpath:db/migration/common/V066__sign_on.sql,"
                                + "classpath:db/migration/common/V075__provider_sessions.sql",
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.jmx.enabled=false",
                        "--server.port=0",
                        "--polisflow.demo.users=true",
                        "--camunda.bpm.auto-deployment-enabled=false",
                        "--camunda.bpm.job-execution.enabled=false");
    }

    private static int port(ConfigurableApplicationContext node) {
        return ((ServletWebServerApplicationContext) node).getWebServer().getPort();
    }
}
