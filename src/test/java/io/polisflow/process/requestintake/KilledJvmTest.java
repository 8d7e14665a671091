package io.polisflow.process.requestintake;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.polisflow.Polisflow;
import io.polisflow.fixtures.Postgres;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;

/** Kills a real JVM amid web forms, starts it again and kills it again: what it had answered is whole, and nothing half. */
class KilledJvmTest {

    private static final int LIVES = 2;
    private static final int SENDERS = 4;
    private static final int ANSWERS_BEFORE_DEATH = 40;

    private final String database = Postgres.newDatabase();
    private final int port = TestSocketUtils.findAvailableTcpPort();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private Process application(String life) throws Exception {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx512m",
                        // It does not live long enough for the second compiler to pay.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Polisflow.class.getName(),
                        "--spring.profiles.active=test",
                        "--server.port=" + port,
                        // The tests' class path names its folders twice, once through a manifest.
                        "--camunda.bpm.deployment-resource-pattern=classpath:bpmn/*.bpmn,classpath:bpmn/*.dmn,"
                                + "classpath:forms/**/*.form",
                        "--spring.datasource.url=" + database,
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres")
                .redirectErrorStream(true)
                .redirectOutput(new File("target/killed-jvm-" + life + ".log"))
                .start();
    }

    private boolean send(String submission) {
        String body =
                """
                {"companyName": "ООО «%s»", "email": "%s@example.ru", "product": "property", "object": "Склад",
                 "submissionId": "%s", "consent": true}"""
                        .formatted(submission, submission, submission);
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/hooks/webform"))
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                accepted.put(submission, JsonPath.read(answer.body(), "$.requestNumber"));
            }
            return true;
        } catch (java.io.IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void whatWasAnsweredIsThereWholeAndNothingIsThereInPart() throws Exception {
        for (int life = 1; life <= LIVES; life++) {
            Map<String, String> before = Map.copyOf(accepted);
            killAmidForms("life" + life);
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(before.size() + ANSWERS_BEFORE_DEATH);
            // A form that an earlier life had answered came again first: it is the same request.
            assertThat(accepted).containsAllEntriesOf(before);
            everyRequestIsWhole();
        }
    }

    private void killAmidForms(String life) throws Exception {
        Optional<String> sentBefore = accepted.keySet().stream().findAny();
        int enough = accepted.size() + ANSWERS_BEFORE_DEATH;
        Process application = application(life);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        assertThat(application.isAlive())
                                .as("see target/killed-jvm-" + life + ".log")
                                .isTrue();
                        return send(sentBefore.orElse(life));
                    });
            for (int sender = 0; sender < SENDERS; sender++) {
                String name = life + "s" + sender + "x";
                senders.submit(() -> {
                    for (int i = 0; send(name + i) && i < 10_000; i++) {}
                });
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> accepted.size() >= enough);
        } finally {
            application.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            senders.shutdownNow();
            senders.awaitTermination(30, TimeUnit.SECONDS);
        }
        assertThat(application.isAlive()).isFalse();
    }

    private void everyRequestIsWhole() {
        JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(database, "postgres", "postgres"));
        // The server notices the lost connections and rolls back what they had not committed.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.queryForObject(
                                "select count(*) from pg_stat_activity where datname = current_database()"
                                        + " and pid <> pg_backend_pid()",
                                Long.class)
                        == 0);
        Map<String, String> stored = new HashMap<>();
        jdbc.query("select external_id, number from insurance_request", row -> {
            stored.put(row.getString(1), row.getString(2));
        });
        assertThat(stored).containsAllEntriesOf(accepted);
        // Each of the three ways that the model goes at once is where it should be.
        List<String> whole = jdbc.queryForList(
                "select r.external_id from insurance_request r join client c on c.id = r.client_id"
                        + " join deal d on d.id = r.deal_id and d.client_id = c.id"
                        + " join letter l on l.deal_id = d.id"
                        + " join act_hi_procinst i on i.business_key_ = d.number and i.proc_def_key_ = 'request-intake'"
                        + " join act_ru_job j on j.process_instance_id_ = i.proc_inst_id_ and j.retries_ > 0"
                        + " join act_hi_procinst p on p.business_key_ = d.number and p.proc_def_key_ = 'proposal-preparation'"
                        + " join act_ru_task t on t.proc_inst_id_ = p.proc_inst_id_ and t.name_ = 'Собрать КП'",
                String.class);
        assertThat(whole).containsExactlyInAnyOrderElementsOf(stored.keySet());
        for (String all : List.of(
                "client",
                "deal",
                "letter",
                "insurance_request",
                "act_ru_task",
                "act_hi_procinst where proc_def_key_ = 'request-intake'",
                "act_hi_procinst where proc_def_key_ = 'deal'")) {
            assertThat(jdbc.queryForObject("select count(*) from " + all, Long.class))
                    .as(all)
                    .isEqualTo(stored.size());
        }
    }
}
