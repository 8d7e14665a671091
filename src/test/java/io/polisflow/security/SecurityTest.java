package io.polisflow.security;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.document.EncryptionProgress;
import io.polisflow.crm.document.EncryptionSweep;
import io.polisflow.crm.document.IncomingFiles;
import io.polisflow.crm.tasksight.TaskSights;
import io.polisflow.fixtures.MovableClock;
import io.polisflow.fixtures.WebAppStatics;
import io.polisflow.process.sla.TaskDays;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Starts the engine, the web apps and this package on an own database, with two tiny models under the real keys. */
@SpringBootTest(
        classes = SecurityTest.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:security;DB_CLOSE_DELAY=-1",
            "spring.flyway.enabled=false",
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.sql.init.schema-locations=classpath:db/migration/h2/V065__sessions.sql,"
                    + "classpath:db/migration/common/V066__sign_on.sql",
            "polisflow.demo.users=true",
            "camunda.bpm.auto-deployment-enabled=false",
            "camunda.bpm.job-execution.enabled=false"
        })
abstract class SecurityTest {

    @Autowired
    private RepositoryService repositoryService;

    @Autowired
    private RuntimeService runtimeService;

    @Autowired
    private IdentityService identityService;

    @Autowired
    private ProcessEngine engine;

    @LocalServerPort
    private int port;

    @Autowired
    private MovableClock clock;

    @Autowired
    private JdbcTemplate jdbc;

    private Desk desk;

    /** The desk of the test; a test that needs more makes them. */
    Desk desk() {
        return desk;
    }

    int port() {
        return port;
    }

    MovableClock clock() {
        return clock;
    }

    @BeforeEach
    void deploy() {
        WebAppStatics.belongTo(engine);
        desk = new Desk(port);
        repositoryService
                .createDeployment()
                .name("security-test")
                .addClasspathResource("security/sales.bpmn")
                .addClasspathResource("security/approval.bpmn")
                .enableDuplicateFiltering(true)
                .deploy();
    }

    @AfterEach
    void leaveNothingRunning() {
        clock.reset();
        jdbc.update("delete from sign_on_failure");
        identityService.clearAuthentication();
        runtimeService
                .createProcessInstanceQuery()
                .list()
                .forEach(instance -> runtimeService.deleteProcessInstance(instance.getId(), "test ended"));
    }

    // No @Configuration: the tests name it, and the whole application must not find it by scanning.
    @EnableAutoConfiguration
    @ComponentScan(basePackages = "io.polisflow.security")
    @Import({TaskDays.class, TaskSights.class, IncomingFiles.class})
    static class Application {

        /** The audit has its own tests; here it only hears. */
        @Bean
        AuditTrail auditTrail() {
            return mock(AuditTrail.class);
        }

        @Bean
        EncryptionSweep encryptionSweep() {
            EncryptionSweep sweep = mock(EncryptionSweep.class);
            when(sweep.progress()).thenReturn(new EncryptionProgress(null, Set.of(), Map.of(), 0));
            return sweep;
        }

        @Bean
        MovableClock clock() {
            return new MovableClock(ZoneId.of("Europe/Moscow"));
        }
    }

    /** Stands for the pages and the API that other packages bring. */
    @RestController
    @TestComponent
    static class Probe {

        private final CurrentUser currentUser;
        private final IdentityService identityService;

        Probe(CurrentUser currentUser, IdentityService identityService) {
            this.currentUser = currentUser;
            this.identityService = identityService;
        }

        @GetMapping({"/crm/probe", "/api/probe"})
        String who() {
            return currentUser.id() + " " + currentUser.fullName() + " " + currentUser.groups();
        }

        @GetMapping({"/api/probe/engine", "/hooks/probe"})
        String whoInTheEngine() {
            var authentication = identityService.getCurrentAuthentication();
            return authentication == null ? "nobody" : authentication.getUserId();
        }

        @PostMapping("/api/probe")
        String post() {
            return "posted by " + currentUser.id();
        }
    }
}
