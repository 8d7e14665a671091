package io.polisflow.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.polisflow.Polisflow;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Two hundred deals from the web form to the issued policy, over the engine's REST API and the real adapters, while every
 * outside system is in turn down, slow and talking garbage.
 */
@SpringBootTest(classes = Polisflow.class, webEnvironment = WebEnvironment.DEFINED_PORT)
@ActiveProfiles("sandbox")
@DirtiesContext
class ChaosTest {

    private static final int DEALS = 200;
    private static final int PORT = TestSocketUtils.findAvailableTcpPort();
    private static final int SMTP_PORT = TestSocketUtils.findAvailableTcpPort();
    private static final int IMAP_PORT = TestSocketUtils.findAvailableTcpPort();
    private static final String ADDRESS = "http://localhost:" + PORT;
    private static final List<String> SYSTEMS =
            List.of("registry", "underwriting", "mail", "telephony", "edo", "policy");
    private static final List<String> SENDING = List.of("telephony", "edo", "policy");
    private static final List<String> MODES = List.of("down", "slow", "garbage");
    private static final int FEWEST = SYSTEMS.size() * MODES.size();
    private static final int MOST = FEWEST * 8;
    private static final Duration WEATHER = Duration.ofMillis(1200);
    /** A busy machine is slow; one on which nothing at all happens for so long is stuck. */
    private static final Duration STUCK = Duration.ofMinutes(4);

    /** Of so many failed steps one has no attempt left. */
    private static final int ATTEMPTS = 10;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private MeterRegistry meters;

    private int asked;
    private int failures;
    private int mendedOnThePage;
    private int mendedInCockpit;
    private EngineClient client;
    private StaffAtWork staff;

    @DynamicPropertySource
    static void ownMachine(DynamicPropertyRegistry registry) {
        registry.add("server.port", () -> PORT);
        registry.add(
                "spring.datasource.url",
                () -> "jdbc:h2:mem:chaos;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000;QUERY_CACHE_SIZE=256");
        registry.add("polisflow.sandbox.mail.smtp-port", () -> SMTP_PORT);
        registry.add("polisflow.sandbox.mail.imap-port", () -> IMAP_PORT);
        registry.add("polisflow.demo.data", () -> "false");
        // Two hundred deals of some twenty companies: each shall be asked about anew.
        registry.add("polisflow.registry.cache-age", () -> "1ms");
        registry.add("polisflow.webform.rate-limit.requests", () -> "0");
        registry.add("polisflow.sandbox.slow-delay", () -> "1500ms");
        for (String system : List.of("registry", "underwriting", "telephony", "edo", "policy", "mail.smtp")) {
            registry.add("polisflow." + system + ".read-timeout", () -> "700ms");
        }
        registry.add("logging.level.org.camunda.bpm.engine.jobexecutor", () -> "error");
        registry.add("logging.level.org.camunda.bpm.engine.cmd", () -> "error");
    }

    @Test
    void inTheEndAllAreWonEachPolicyIsIssuedOnceAndEachLetterSentOnce() throws Exception {
        client = new EngineClient(ADDRESS, json);
        staff = new StaffAtWork(client, client, 3);
        try {
            // One weather after the other, with new requests and some turns of the staff in each of them, until each
            // system has failed somebody.
            for (int weather = 0; weather < FEWEST || weather < MOST && !everySystemHasFailed(); weather++) {
                String system = SYSTEMS.get(weather % SYSTEMS.size());
                behave(system, MODES.get(weather / SYSTEMS.size() % MODES.size()));
                for (int serial = asked; serial < Math.min(DEALS, asked + DEALS / FEWEST + 1); serial++) {
                    ask(serial);
                }
                asked = Math.min(DEALS, asked + DEALS / FEWEST + 1);
                for (long end = System.nanoTime() + WEATHER.toNanos(); System.nanoTime() < end; ) {
                    turn();
                }
                behave(system, "ok");
            }
            Object before = progress();
            long changed = System.nanoTime();
            while (!over() && System.nanoTime() - changed < STUCK.toNanos()) {
                turn();
                Object now = progress();
                changed = now.equals(before) ? changed : System.nanoTime();
                before = now;
            }
        } finally {
            staff.close();
        }

        assertThat(stages()).as("deals by stage").containsExactly(Map.entry("WON", (long) DEALS));
        assertThat(runtime.createIncidentQuery().count()).as("incidents").isZero();
        assertThat(management.createJobQuery().withException().list())
                .as("steps that fail")
                .isEmpty();
        nothingIsLost();
        eachPolicyIsIssuedOnce();
        eachLetterIsSentOnce();
        everySystemHadItsBadDay();
        assertThat(List.of(mendedOnThePage, mendedInCockpit))
                .as("incidents that a person ended on the deal's page and in Cockpit")
                .allMatch(mended -> mended > 0);
    }

    private void ask(int serial) {
        client.post(null, "/hooks/webform", StaffAtWork.form(serial, "chaos-" + serial));
    }

    /** Whoever behaves badly also tells of its events late, twice and out of order. */
    private void behave(String system, String mode) {
        Map<String, Object> behaviour = new HashMap<>(Map.of("mode", mode));
        if (!mode.equals("ok") && SENDING.contains(system)) {
            behaviour.put("hooks", Map.of("delay", 200, "repeat", 2, "reorder", true));
        }
        client.post(null, "/sandbox/" + system + "/behaviour", behaviour);
    }

    /** Everybody does what lies on their desk; what failed is tried again, as if its pause were over. */
    private void turn() throws InterruptedException {
        boolean moved = staff.turn();
        tryAgain();
        if (!moved) {
            Thread.sleep(100);
        }
    }

    private void tryAgain() {
        Date now = ClockUtil.getCurrentTime();
        for (Job job :
                management.createJobQuery().withException().withRetriesLeft().list()) {
            Date lockedUntil = ((JobEntity) job).getLockExpirationTime();
            if (job.getDuedate() != null && job.getDuedate().after(now) && lockedUntil == null) {
                try {
                    if (++failures % ATTEMPTS == 0) {
                        // As after a long day without the system.
                        management.setJobRetries(job.getId(), 0);
                    } else {
                        management.setJobDuedate(job.getId(), now);
                    }
                } catch (OptimisticLockingException e) {
                    // It runs already.
                }
            }
        }
        runtime.createIncidentQuery().list().forEach(this::mend);
    }

    /** What has used up its attempts waits for a person: on the deal's page or, as before there is a deal, in Cockpit. */
    private void mend(Incident incident) {
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceId(incident.getProcessInstanceId())
                .singleResult();
        if (instance == null) {
            return;
        }
        String deal = instance.getBusinessKey();
        try {
            if (deal.startsWith("D-") && mendedOnThePage <= mendedInCockpit) {
                client.post("supervisor", "/api/deals/" + deal + "/retry", Map.of());
                mendedOnThePage++;
            } else {
                // What Cockpit's button does.
                RestClient.create(ADDRESS)
                        .put()
                        .uri("/engine-rest/job/{id}/retries", incident.getConfiguration())
                        .headers(headers -> headers.setBasicAuth("supervisor", "supervisor"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Map.of("retries", 3))
                        .retrieve()
                        .toBodilessEntity();
                mendedInCockpit++;
            }
        } catch (RestClientException e) {
            // Somebody was faster, or it runs at this moment: it is looked at again.
        }
    }

    private boolean over() {
        return stages().equals(Map.of("WON", (long) DEALS))
                && policies().size() >= DEALS
                && management.createJobQuery().messages().count() == 0
                && management.createJobQuery().withException().count() == 0
                && runtime.createIncidentQuery().count() == 0;
    }

    private Object progress() {
        return List.of(
                stages(),
                count("select count(*) from letter where sent_at is not null"),
                history.createHistoricTaskInstanceQuery().finished().count(),
                count("select count(*) from policy"));
    }

    private Map<String, Long> stages() {
        return jdbc.queryForList("select stage, count(*) as deals from deal group by stage").stream()
                .collect(Collectors.toMap(
                        row -> (String) row.get("stage"), row -> ((Number) row.get("deals")).longValue()));
    }

    private List<JsonNode> policies() {
        return list(client.get("admin", "/sandbox/policy/policies"));
    }

    private void eachPolicyIsIssuedOnce() {
        Map<String, Long> byLine = policies().stream()
                .collect(Collectors.groupingBy(
                        policy -> policy.path("contractNumber").asText() + "/"
                                + policy.path("line").asText(),
                        Collectors.counting()));
        assertThat(byLine).as("policies by contract and line").hasSize(DEALS).allSatisfy((line, issued) -> assertThat(
                        issued)
                .isEqualTo(1));
        assertThat(count("select count(*) from policy")).isEqualTo(DEALS);
    }

    /** Every request is there, every contract is concluded by one sending, every policy waits for its renewal. */
    private void nothingIsLost() {
        assertThat(count("select count(*) from insurance_request")).isEqualTo(DEALS);
        assertThat(count("select count(*) from contract where state = 'CONCLUDED'"))
                .isEqualTo(DEALS);
        assertThat(list(client.get("admin", "/sandbox/edo/documents"))).hasSize(DEALS);
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("policy-renewal")
                        .count())
                .isEqualTo(DEALS);
        Set<String> calls = list(client.get("admin", "/sandbox/phone/calls")).stream()
                .map(call -> call.path("id").asText())
                .collect(Collectors.toSet());
        assertThat(calls).as("calls that the exchange made").isNotEmpty();
        // It tells again after a pause what nobody took.
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                        Set.copyOf(jdbc.queryForList("select entry_id from call_record", String.class)))
                .isEqualTo(calls));
    }

    /**
     * Each letter lies in its client's box, and none was handed to the mail server again after it had been taken. A box keeps
     * one letter of a Message-ID, so the boxes alone would not tell.
     */
    private void eachLetterIsSentOnce() {
        assertThat(count("select count(*) from letter where direction = 'OUT'"))
                .as("a confirmation, a proposal and policies for each deal")
                .isEqualTo(3L * DEALS);
        assertThat(count("select count(*) from letter where direction = 'OUT' and sent_at is null"))
                .isZero();
        // At some hours of a working day staff are told of their deadlines too, at any moment of these checks.
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            List<String> written = jdbc.queryForList(
                    "select message_id from letter where direction = 'OUT' union all select message_id from deadline_letter",
                    String.class);
            assertThat(list(client.get("admin", "/sandbox/mail/messages")).stream()
                            .map(letter -> letter.path("messageId").asText()))
                    .as("letters in boxes")
                    .containsExactlyInAnyOrderElementsOf(written);
            assertThat(jdbc
                            .queryForList(
                                    "select request from exchange where system_ = 'mail' and operation = 'SMTP'"
                                            + " and outcome = 'OK'",
                                    String.class)
                            .stream()
                            .map(request -> request.replaceAll("(?s)Message-ID: (<[^>]+>).*", "$1")))
                    .as("letters that the mail server took, by the journal of exchange")
                    .containsExactlyInAnyOrderElementsOf(written);
        });
    }

    private boolean everySystemHasFailed() {
        return faults().keySet().containsAll(SYSTEMS);
    }

    private void everySystemHadItsBadDay() {
        assertThat(faults()).as("calls that failed, by system").containsKeys(SYSTEMS.toArray(String[]::new));
    }

    private Map<String, Long> faults() {
        return meters.find("polisflow.exchange").tag("outcome", "fault").timers().stream()
                .collect(Collectors.groupingBy(
                        timer -> timer.getId().getTag("system"), Collectors.summingLong(Timer::count)));
    }

    private long count(String sql) {
        return jdbc.queryForObject(sql, Long.class);
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
