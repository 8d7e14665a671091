package io.polisflow.process.requestintake;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.Polisflow;
import io.polisflow.fixtures.Postgres;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;

/** Kills a real JVM in the middle of a stream of web forms; what it had answered is there whole, and nothing half. */
class KilledJvmTest {

    private static final int SENDERS = 4;
    private static final int ANSWERS_BEFORE_DEATH = 40;

    private final String database = Postgres.newDatabase();
    private final int port = TestSocketUtils.findAvailableTcpPort();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final HttpClient http = HttpClient.newHttpClient();

    private Process application() throws Exception {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx512m",
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
                .redirectOutput(new File("target/killed-jvm.log"))
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
                accepted.add(submission);
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
        Process application = application();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        assertThat(application.isAlive())
                                .as("see target/killed-jvm.log")
                                .isTrue();
                        return send("first");
                    });
            for (int sender = 0; sender < SENDERS; sender++) {
                String name = "s" + sender + "x";
                senders.submit(() -> {
                    for (int i = 0; send(name + i) && i < 10_000; i++) {}
                });
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> accepted.size() >= ANSWERS_BEFORE_DEATH);
            application.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        } finally {
            application.destroyForcibly();
            senders.shutdownNow();
            senders.awaitTermination(30, TimeUnit.SECONDS);
        }

        JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(database, "postgres", "postgres"));
        // The server notices the lost connections and rolls back what they had not committed.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.queryForObject(
                                "select count(*) from pg_stat_activity where datname = current_database()"
                                        + " and pid <> pg_backend_pid()",
                                Long.class)
                        == 0);
        List<String> stored = jdbc.queryForList("select external_id from insurance_request", String.class);
        assertThat(stored).containsAll(accepted).doesNotHaveDuplicates();
        long whole = jdbc.queryForObject(
                "select count(*) from insurance_request r join client c on c.id = r.client_id"
                        + " join deal d on d.id = r.deal_id"
                        + " join act_hi_procinst p on p.business_key_ = d.number and p.proc_def_key_ = 'proposal-preparation'"
                        + " join act_ru_task t on t.proc_inst_id_ = p.proc_inst_id_ and t.name_ = 'Собрать КП'",
                Long.class);
        assertThat(whole).isEqualTo(stored.size());
        for (String table : List.of("client", "deal")) {
            assertThat(jdbc.queryForObject("select count(*) from " + table, Long.class))
                    .isEqualTo(stored.size());
        }
    }
}
