package io.polisflow.process.contractsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.EveryBreak;
import io.polisflow.fixtures.Postgres;
import io.polisflow.integration.wire.HookWorker;
import io.polisflow.process.policyissue.PolicyIssue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/**
 * Cuts the connection before every statement of every kind of event, the commit included: 2xx only when it has had its effect, or is kept
 * to have it, which it has once, and nothing of it otherwise.
 */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class BrokenEventsOnPostgresTest extends ContractSigningTest {

    private static final int TAKEN = 200;
    private static final int ACCEPTED = 202;
    private static final int MALFORMED = 400;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private WebApplicationContext application;

    @Autowired
    private HookWorker worker;

    @Autowired
    private LoggingSystem logging;

    private MockMvc web;
    private EveryBreak everyBreak;

    @BeforeEach
    void hundredsOfStackTracesStayOutOfTheLog() {
        web = MockMvcBuilders.webAppContextSetup(application).build();
        everyBreak = new EveryBreak(jdbc);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    }

    @AfterEach
    void theLogGoesOn() {
        BreakingDataSource.mend();
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    private int send(MockHttpServletRequestBuilder request) {
        try {
            return web.perform(request).andReturn().getResponse().getStatus();
        } catch (Exception e) {
            throw new AssertionError("the sender is left without an answer", e);
        }
    }

    private IntSupplier mango(String path, String json) {
        return () -> {
            try {
                String sign = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(("test-key" + json + "test-salt").getBytes(StandardCharsets.UTF_8)));
                return send(post("/hooks/telephony" + path)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .content("vpbx_api_key=test-key&sign=" + sign + "&json="
                                + URLEncoder.encode(json, StandardCharsets.UTF_8)));
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        };
    }

    private IntSupplier withToken(String path, String json) {
        return () -> send(post(path)
                .header("Authorization", "Bearer test-token")
                .contentType(MediaType.APPLICATION_JSON)
                .content(json));
    }

    /** Taken in one statement, and worked on afterwards: a break of the first leaves nothing, one of the second leaves the event as it was. */
    private void isAcceptedAndHasItsEffectOnce(IntSupplier event) {
        String before = everyBreak.everyTable();
        BreakingDataSource.breakAfter(0);
        assertThat(event.getAsInt()).isEqualTo(503);
        assertThat(BreakingDataSource.mend()).isTrue();
        assertThat(everyBreak.everyTable()).isEqualTo(before);
        assertThat(BreakingDataSource.statementsOf(
                        () -> assertThat(event.getAsInt()).isEqualTo(TAKEN)))
                .as("statements until it is accepted")
                .isOne();
        String accepted = everyBreak.everyTable();
        int breaks = 0;
        while (count("accepted_event") > 0) {
            assertThat(everyBreak.everyTable())
                    .as("after a break before statement " + (breaks - 1))
                    .isEqualTo(accepted);
            BreakingDataSource.breakAfter(breaks++);
            // An attempt with ids left over from the one before has fewer statements, and may end before the break.
            Throwable fault = catchThrowable(worker::workOff);
            assertThat(BreakingDataSource.mend()).as("whether it broke").isEqualTo(fault != null);
        }
        assertThat(breaks).as("statements of its work").isGreaterThan(5);
        String after = everyBreak.everyTable();
        assertThat(event.getAsInt()).as("a repeat").isEqualTo(TAKEN);
        assertThat(worker.workOff()).isOne();
        assertThat(everyBreak.everyTable()).as("after a repeat").isEqualTo(after);
    }

    private void comesOnce(IntSupplier event, int answer) {
        assertThat(everyBreak.survive(event)).isGreaterThan(2);
        assertThat(event.getAsInt()).isEqualTo(answer);
    }

    @Test
    void eventsOfTheTelephoneExchangeHaveTheirEffectOnceOrNotAtAll() {
        String call = UUID.randomUUID().toString();
        String recording = UUID.randomUUID().toString();
        String stranger = "7499%07d".formatted(Math.floorMod(call.hashCode(), 10_000_000));
        String parties = "\"from\":{\"number\":\"" + stranger + "\"},\"to\":{\"extension\":\"101\"}";

        isAcceptedAndHasItsEffectOnce(mango(
                "/events/call",
                "{\"entry_id\":\"%s\",\"call_id\":\"leg\",\"timestamp\":1780000000,\"seq\":1,\"call_state\":\"Appeared\",%s}"
                        .formatted(call, parties)));
        isAcceptedAndHasItsEffectOnce(mango(
                "/events/summary",
                "{\"entry_id\":\"%s\",\"call_direction\":1,%s,\"create_time\":1780000000,\"talk_time\":0,\"end_time\":1780000060,\"entry_result\":0}"
                        .formatted(call, parties)));
        isAcceptedAndHasItsEffectOnce(mango(
                "/events/recording",
                "{\"recording_id\":\"%s\",\"recording_state\":\"Completed\",\"entry_id\":\"%s\"}"
                        .formatted(recording, call)));

        assertThat(count("insurance_request where phone = '+" + stranger + "'")).isOne();
        assertThat(count("call_recording where recording_id = '" + recording + "'"))
                .isOne();
    }

    @Test
    void eventsOfTheOperatorAndOfThePolicySystemHaveTheirEffectOnceOrNotAtAll() {
        policySystem.answersLater();
        send();
        String document = contract().entityId();
        comesOnce(
                withToken(
                        "/hooks/edo",
                        "{\"messageId\":\"m\",\"documentId\":\"%s\",\"status\":\"signed\"}".formatted(document)),
                TAKEN);
        assertThat(contract().state()).isEqualTo(Contract.State.SIGNED);
        comesOnce(
                withToken(
                        "/hooks/edo",
                        "{\"messageId\":\"m\",\"documentId\":\"%s\",\"status\":\"signed\",\"at\":\"2026-05-01T10:00:00Z\"}"
                                .formatted(UUID.randomUUID())),
                ACCEPTED);
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);

        String key = policySystem.orders().keySet().iterator().next();
        Answer.Issued issued = policySystem.issueNow(key);
        comesOnce(
                withToken(
                        "/hooks/policy",
                        "{\"eventId\":\"%s\",\"type\":\"policy.issued\",\"idempotencyKey\":\"%s\",\"policyNumber\":\"%s\",\"startsOn\":\"%s\",\"endsOn\":\"%s\"}"
                                .formatted(
                                        UUID.randomUUID(),
                                        key,
                                        issued.policyNumber(),
                                        issued.startsOn(),
                                        issued.endsOn())),
                TAKEN);
        assertThat(issued()).hasSize(1);
        comesOnce(
                withToken(
                        "/hooks/policy",
                        "{\"eventId\":\"%s\",\"type\":\"policy.cancelled\",\"policyNumber\":\"%s\",\"cancelledOn\":\"2027-02-01\"}"
                                .formatted(UUID.randomUUID(), issued.policyNumber())),
                TAKEN);
        assertThat(history(deal))
                .filteredOn(line -> line.contains("расторгнут"))
                .hasSize(1);
    }

    /** What is no event, or none that is known, is answered so and leaves every table as it was. */
    @Test
    void whatCannotBeReadIsRefusedAndWhatNobodyKnowsIsTakenAndBothChangeNothing() {
        send();
        String document = contract().entityId();
        String before = everyBreak.everyTable();

        assertThat(new int[] {
                    mango("/events/call", "{\"entry_id\":\"e\"}").getAsInt(),
                    mango("/events/summary", "[]").getAsInt(),
                    mango("/events/recording", "{").getAsInt(),
                    withToken("/hooks/edo", "{\"messageId\":\"m\",\"status\":\"signed\"}")
                            .getAsInt(),
                    withToken("/hooks/edo", document).getAsInt(),
                    withToken(
                                    "/hooks/edo",
                                    "{\"messageId\":\"m\",\"documentId\":\"%s\",\"status\":\"signed\",\"at\":\"+999999999-01-01T00:00:00Z\"}"
                                            .formatted(document))
                            .getAsInt(),
                    withToken("/hooks/policy", "{\"type\":\"policy.issued\"}").getAsInt(),
                    withToken(
                                    "/hooks/policy",
                                    "{\"eventId\":\"e\",\"type\":\"policy.cancelled\",\"policyNumber\":\"P\",\"cancelledOn\":\"+99999-01-01\"}")
                            .getAsInt()
                })
                .containsOnly(MALFORMED);
        assertThat(mango("/events/dtmf", "{\"digit\":\"1\"}").getAsInt()).isEqualTo(TAKEN);
        assertThat(withToken("/hooks/policy", "{\"eventId\":\"e\",\"type\":\"policy.reinsured\"}")
                        .getAsInt())
                .isEqualTo(TAKEN);
        assertThat(withToken("/hooks/edo", "{\"status\":\"archived\"}").getAsInt())
                .isEqualTo(ACCEPTED);

        assertThat(everyBreak.everyTable()).isEqualTo(before);
    }

    private long count(String from) {
        return jdbc.queryForObject("select count(*) from " + from, Long.class);
    }
}
