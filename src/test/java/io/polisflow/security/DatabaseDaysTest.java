package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.polisflow.cluster.Database;
import io.polisflow.fixtures.WebAppStatics;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.registryrefresh.RegistryRefresh;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Bad days of the database: what everybody is told meanwhile, and that all goes on afterwards with nothing lost or done twice. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DatabaseDaysTest extends ProcessTest {

    private static final int CONNECTIONS = 6;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String TYPED = "Возражение, которое дописывали полчаса";

    private static final String BUSY = "Система занята";
    private static final String UNREACHABLE = "База данных недоступна";
    private static final String READ_ONLY = "База данных только для чтения";
    private static final String FULL = "На диске базы данных кончилось место";

    private static Database database;
    private static Runnable others;

    @LocalServerPort
    int port;

    @Autowired
    HikariDataSource pool;

    private Desk supervisor;
    private Desk manager;
    private String submission;
    private String typed;
    private String request;

    @BeforeAll
    static void keepWebApps() {
        others = WebAppStatics.kept();
    }

    @DynamicPropertySource
    static void ownDatabase(DynamicPropertyRegistry registry) {
        database = Database.start(Map.of());
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.datasource.password", () -> "postgres");
        registry.add("spring.datasource.hikari.maximum-pool-size", () -> CONNECTIONS);
        registry.add("spring.datasource.hikari.connection-timeout", () -> "1000");
    }

    @AfterAll
    static void end() {
        others.run();
        database.close();
    }

    @BeforeEach
    void aDayBegins() throws Exception {
        WebAppStatics.belongTo(engine);
        supervisor = new Desk(port);
        supervisor.signOn("supervisor");
        manager = new Desk(port);
        manager.signOn("manager");
        manager.get("/camunda/app/tasklist/default/");
        submission = UUID.randomUUID().toString();
        typed = "Дорого " + submission;
        request =
                inbox.receive(with(webForm(freshInn()), "sumInsured", "много")).requestNumber();
    }

    /** What one of them is told while the database is in trouble. */
    private void refused(HttpResponse<String> answer, int seconds, String title) {
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains(String.valueOf(seconds));
        assertThat(answer.body())
                .contains(title)
                .doesNotContain("Exception", "\tat ", "SQL", "select ", "update ", "HikariPool");
    }

    private HttpRequest.Builder page(String path) {
        return supervisor.request(path).header("Accept", "text/html,application/xhtml+xml");
    }

    private HttpResponse<String> form() throws Exception {
        return new Desk(port)
                .send(supervisor
                        .request("/hooks/webform")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                """
                                {"submissionId": "%s", "inn": "7707083893", "companyName": "ООО «Ромашка»",
                                 "contactName": "Пётр", "phone": "+7 495 123-45-67", "email": "petr@romashka.example",
                                 "product": "property", "object": "Склад", "risks": ["пожар"],
                                 "sumInsured": "10000000", "consent": true}"""
                                        .formatted(submission))));
    }

    private HttpResponse<String> write() throws Exception {
        String token = supervisor.cookie(SecurityConfiguration.CSRF_COOKIE);
        return supervisor.send(page("/crm/knowledge")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("title=" + encoded(typed) + "&body=" + encoded(TYPED)
                        + "&category=&tags=&product=&_csrf=" + token)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> rest(String path, String body) throws Exception {
        return new Desk(port)
                .send(supervisor
                        .request("/engine-rest" + path)
                        .header("Content-Type", "application/json")
                        .header("Authorization", Desk.basic("manager", "manager"))
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> tasklist(String task) throws Exception {
        return manager.send(manager.request("/camunda/api/engine/engine/default/task/" + task + "/claim")
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", manager.cookie("XSRF-TOKEN"))
                .POST(BodyPublishers.ofString("{\"userId\":\"manager\"}")));
    }

    private int status(String path) throws Exception {
        return new Desk(port).get(path).statusCode();
    }

    private String openTask() {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(request)
                .singleResult()
                .getId();
    }

    private long requestsOfTheForm() {
        return database.jdbc()
                .queryForObject("select count(*) from insurance_request where external_id = ?", Long.class, submission);
    }

    @Test
    void aFullPoolTurnsAwayWithAWordAndRecoversByItself() throws Exception {
        String task = openTask();
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            taken.add(pool.getConnection());
        }
        try {
            refused(look(), 5, BUSY);
            changesAreRefused(task, 5, BUSY);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        allGoesOn(task);
    }

    @Test
    void whileTheDatabaseIsReadOnlyPeopleLookAndChangesComeAgain() throws Exception {
        String task = openTask();
        String job = theNightlyRound();
        int retries = retries(job);
        readOnly(true);
        try {
            assertThat(look().statusCode()).isEqualTo(200);
            changesAreRefused(task, 60, READ_ONLY);
            assertThatThrownBy(() -> management.executeJob(job)).isNotNull();
        } finally {
            readOnly(false);
        }
        allGoesOn(task);
        assertThat(retries(job)).isEqualTo(retries);
        management.executeJob(job);
    }

    @Test
    void aDatabaseThatIsDownIsWaitedForWithoutARestart() throws Exception {
        String task = openTask();
        String job = theNightlyRound();
        int retries = retries(job);
        database.breakOff();
        try {
            refused(look(), 15, UNREACHABLE);
            changesAreRefused(task, 15, UNREACHABLE);
            assertThatThrownBy(() -> management.executeJob(job)).isNotNull();
        } finally {
            database.start();
        }
        allGoesOn(task);
        assertThat(retries(job)).isEqualTo(retries);
        management.executeJob(job);
    }

    @Test
    void whatAFullDiskKeptOutComesInWhenThereIsRoom() throws Exception {
        String task = openTask();
        String job = theNightlyRound();
        int retries = retries(job);
        JdbcTemplate jdbc = database.jdbc();
        jdbc.execute("create function no_room() returns trigger language plpgsql as $$ begin"
                + " raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$");
        List<String> tables =
                List.of("insurance_request", "knowledge_article", "audit_event", "act_hi_op_log", "act_hi_actinst");
        tables.forEach(table -> jdbc.execute(
                "create trigger no_room before insert on " + table + " for each row execute function no_room()"));
        try {
            assertThat(look().statusCode()).isEqualTo(200);
            changesAreRefused(task, 60, FULL);
            assertThatThrownBy(() -> management.executeJob(job)).isNotNull();
            Job failed = management.createJobQuery().jobId(job).singleResult();
            assertThat(failed.getRetries()).isEqualTo(retries);
            assertThat(failed.getExceptionMessage()).isNull();
            assertThat(failed.getDuedate()).isAfter(Date.from(clock.instant()));
        } finally {
            tables.forEach(table -> jdbc.execute("drop trigger no_room on " + table));
            jdbc.execute("drop function no_room()");
        }
        allGoesOn(task);
        management.executeJob(job);
    }

    @Test
    void theDatabaseEndsTheTransactionOfANodeThatHangsBeforeAJobsLockEnds() {
        assertThat(database.jdbc().queryForObject("show idle_in_transaction_session_timeout", String.class))
                .isEqualTo("3min");
    }

    private HttpResponse<String> look() throws Exception {
        return supervisor.send(page("/crm/dictionaries").GET());
    }

    private void changesAreRefused(String task, int seconds, String title) throws Exception {
        HttpResponse<String> written = write();
        refused(written, seconds, title);
        assertThat(written.body()).contains(TYPED, "Отправить ещё раз");
        refused(form(), seconds, title);
        refused(rest("/task/" + task + "/claim", "{\"userId\":\"manager\"}"), seconds, title);
        refused(tasklist(task), seconds, title);
        refused(new Desk(port).signOn("manager", "manager"), seconds, title);
        assertThat(status("/actuator/health/readiness")).isEqualTo(200);
        assertThat(status("/actuator/health/liveness")).isEqualTo(200);
    }

    private void allGoesOn(String task) throws Exception {
        Awaitility.await().atMost(LONGEST).untilAsserted(() -> assertThat(look().statusCode())
                .isEqualTo(200));
        assertThat(requestsOfTheForm()).isZero();
        assertThat(articles()).isZero();
        assertThat(form().statusCode()).isEqualTo(202);
        assertThat(form().statusCode()).isEqualTo(202);
        assertThat(requestsOfTheForm()).isOne();
        assertThat(write().statusCode()).isEqualTo(302);
        assertThat(articles()).isOne();
        assertThat(tasklist(task).statusCode()).isEqualTo(204);
    }

    private void readOnly(boolean on) {
        database.jdbc().execute("alter system set default_transaction_read_only = " + (on ? "on" : "off"));
        database.jdbc().execute("select pg_reload_conf()");
        Awaitility.await()
                .until(() ->
                        "on".equals(database.jdbc().queryForObject("show default_transaction_read_only", String.class))
                                == on);
    }

    /** Its first step is an instance, whatever day it is. */
    private String theNightlyRound() {
        return management
                .createJobQuery()
                .processDefinitionKey(RegistryRefresh.KEY)
                .activityId("Start_Night")
                .singleResult()
                .getId();
    }

    private int retries(String job) {
        return management.createJobQuery().jobId(job).singleResult().getRetries();
    }

    private long articles() {
        return database.jdbc()
                .queryForObject("select count(*) from knowledge_article where title = ?", Long.class, typed);
    }
}
