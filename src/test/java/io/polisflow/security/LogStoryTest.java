package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.polisflow.crm.correspondence.DealLetters;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallRecord.Direction;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.letterdelivery.LetterDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A day's faults, with more written than on any day, and nobody who reads the log learns whose they were. */
@ExtendWith(OutputCaptureExtension.class)
class LogStoryTest extends ProcessTest {

    /** As talkative as an operator makes them who looks for a fault. */
    private static final Map<String, LogLevel> TALKATIVE = Map.of(
            "io.polisflow", LogLevel.DEBUG,
            "org.springframework.web", LogLevel.DEBUG,
            "org.springframework.security", LogLevel.DEBUG,
            "org.springframework.jdbc", LogLevel.DEBUG,
            "org.hibernate.SQL", LogLevel.DEBUG,
            "org.camunda.bpm.engine.context", LogLevel.DEBUG,
            "org.camunda.bpm.engine.cmd", LogLevel.DEBUG);

    private final String token = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final String surname =
            "Неведомова" + (char) ('а' + token.charAt(0) % 30) + (char) ('а' + token.charAt(1) % 30);
    private final String email = token + "@romashka.example";
    private final String password = "pw-" + token;
    private final String phone = "+7916" + String.format("%07d", Math.abs(token.hashCode()) % 10_000_000);

    @Autowired
    private WebApplicationContext application;

    @Autowired
    private DealLetters dealLetters;

    @Autowired
    private CallInbox calls;

    @Autowired
    private JdbcTemplate jdbc;

    private final LoggingSystem logs = LoggingSystem.get(LogStoryTest.class.getClassLoader());
    private MockMvc web;

    @BeforeEach
    void talkative() {
        TALKATIVE.forEach(logs::setLogLevel);
        web = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
    }

    @AfterEach
    void asBefore() {
        TALKATIVE.keySet().forEach(name -> logs.setLogLevel(name, null));
    }

    @Test
    void noLineTellsWhoseTheFaultsWere(CapturedOutput output) throws Exception {
        aWebForm();
        String deal = dealOf(with(webForm(freshInn()), "email", email));
        aLetterThatIsNotTaken(deal);
        aCall();
        failedSignOns();
        aRowThatIsNotTaken(deal);

        String written = output.getAll();
        assertThat(written)
                .as("the faults themselves are there")
                .contains("550 no such user", "DuplicateKeyException", "LogStoryTest", "hooks/webform")
                .contains(token.charAt(0) + "***@romashka.example");
        for (String secret : List.of(token, surname, password, phone.substring(2), "500100732259")) {
            assertThat(written.lines().filter(line -> line.contains(secret)))
                    .as("lines with " + secret)
                    .isEmpty();
        }
    }

    private void aWebForm() throws Exception {
        String form =
                """
                {"inn":"500100732259","companyName":"ИП %s Ольга Олеговна","contactName":"%s Ольга Олеговна","phone":"%s",
                "email":"%s","product":"property","object":"Склад","text":"паспорт 4508 123456","submissionId":"%s","consent":true}
                """
                        .formatted(surname, surname, phone, email, UUID.randomUUID());
        web.perform(post("/hooks/webform")
                        .contentType(MediaType.APPLICATION_JSON)
                        .header("Authorization", "Bearer " + password)
                        .content(form.getBytes(StandardCharsets.UTF_8)))
                .andReturn();
    }

    private void aLetterThatIsNotTaken(String deal) {
        mail.down("550 no such user: <" + email + ">, " + phone);
        Long contact = clients.contactsOf(deal(deal).client().id()).get(0).id();
        dealLetters.send(
                deal,
                new DealLetters.Draft(List.of(contact), false, null, "Условия", "Добрый день, " + surname, List.of()),
                deal(deal).owner(),
                null);
        Throwable fault = catchThrowable(() -> runJob(deal, LetterDelivery.TASK_DELIVER_LETTER));
        assertThat(fault).hasMessageContaining(email);
        // As the job executor writes it, which is off in tests.
        LoggerFactory.getLogger("org.camunda.bpm.engine.context")
                .warn("ENGINE-14006 Exception while executing job of {}: ", deal, fault);
    }

    private void aCall() {
        calls.summary(new CallInbox.Summary(
                "entry-" + UUID.randomUUID(),
                Direction.values()[0],
                "101",
                phone,
                clock.instant(),
                clock.instant(),
                clock.instant().plus(Duration.ofMinutes(1))));
    }

    private void failedSignOns() throws Exception {
        web.perform(post("/login").with(csrf()).param("username", email).param("password", password))
                .andReturn();
        web.perform(get("/api/deals").with(httpBasic(email, password))).andReturn();
        web.perform(get("/crm/calendar.ics").param("token", password)).andReturn();
    }

    private void aRowThatIsNotTaken(String deal) {
        long client = deal(deal).client().id();
        String row = "insert into contact (id, client_id, contact_key, name, created_at, lock_version)"
                + " values (nextval('id_seq'), ?, ?, ?, current_timestamp, 0)";
        jdbc.update(row, client, email + "-twice", surname);
        try {
            jdbc.update(row, client, email + "-twice", surname);
            throw new AssertionError("the same key twice");
        } catch (DataIntegrityViolationException e) {
            LoggerFactory.getLogger(LogStoryTest.class).error("A request of {} failed", surname + " Ольга Олеговна", e);
        }
    }
}
