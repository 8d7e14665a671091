package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.Postgres;
import io.polisflow.fixtures.WebAppStatics;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

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
                                + "classpath:db/migration/common/V066__sign_on.sql",
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
