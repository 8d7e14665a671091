package io.polisflow.process.requestintake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.EveryBreak;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Cuts the connection before every statement in turn: what came in is there whole or not at all, and may come again. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class BrokenConnectionTest extends ProcessTest {

    private static final int FAULT = 500;
    private static final int ACCEPTED = 202;
    private static final int KEPT_FOR_A_PERSON = 422;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private WebApplicationContext application;

    @Autowired
    private LoggingSystem logging;

    private MockMvc web;

    /** What comes in from outside and is taken in one transaction. */
    enum Arrival {
        FORM,
        FORM_FOR_A_PERSON,
        CORRECTED_FORM,
        LETTER
    }

    @BeforeEach
    void hundredsOfStackTracesStayOutOfTheLog() {
        web = MockMvcBuilders.webAppContextSetup(application).build();
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    }

    @AfterEach
    void theLogGoesOn() {
        BreakingDataSource.mend();
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    private static String form(String submissionId, String inn, String sum) {
        return """
                {"submissionId": "%s", "inn": "%s", "companyName": "ООО «Ромашка»", "contactName": "Пётр Петров",
                 "email": "%s@romashka.example", "phone": "+7 495 123-45-67", "product": "property", "object": "Склад",
                 "risks": ["пожар", "залив"], "sumInsured": "%s", "consent": true}"""
                .formatted(submissionId, inn, submissionId, sum);
    }

    /** @return the answer's code; {@link #FAULT} also when there is no answer */
    private int send(String form) {
        try {
            return web.perform(post("/hooks/webform")
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(form))
                    .andReturn()
                    .getResponse()
                    .getStatus();
        } catch (Exception e) {
            return FAULT;
        }
    }

    private int receive(IncomingRequest letter) {
        try {
            return inbox.receive(letter).problems().isEmpty() ? ACCEPTED : KEPT_FOR_A_PERSON;
        } catch (RuntimeException e) {
            return FAULT;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBreakAtAnyStatementLeavesNothingAndTheSenderMayTryAgain(Arrival arrival) {
        String submission = UUID.randomUUID().toString();
        String inn = freshInn();
        IncomingRequest letter =
                RequestIntakeTest.email("<" + submission + "@client>", submission + "@romashka.example", List.of());
        if (arrival == Arrival.CORRECTED_FORM) {
            assertThat(send(form(submission, inn, "много"))).isEqualTo(KEPT_FOR_A_PERSON);
        }
        IntSupplier attempt = () -> switch (arrival) {
            case FORM, CORRECTED_FORM -> send(form(submission, inn, "10 000 000"));
            case FORM_FOR_A_PERSON -> send(form(submission, inn, "много"));
            case LETTER -> receive(letter);
        };

        assertThat(new EveryBreak(jdbc).survive(attempt)).isGreaterThan(15);

        assertThat(attempt.getAsInt()).isEqualTo(arrival == Arrival.FORM_FOR_A_PERSON ? KEPT_FOR_A_PERSON : ACCEPTED);
        assertThat(isOpen(businessKey(submission), taskAfter(arrival))).isTrue();
    }

    private String businessKey(String submission) {
        return jdbc.queryForObject(
                "select coalesce(d.number, r.number) from insurance_request r left join deal d on d.id = r.deal_id"
                        + " where r.external_id like ?",
                String.class,
                "%" + submission + "%");
    }

    private static String taskAfter(Arrival arrival) {
        return switch (arrival) {
            case FORM, CORRECTED_FORM -> ProposalPreparation.TASK_ASSEMBLE_PROPOSAL;
            case FORM_FOR_A_PERSON -> RequestIntake.TASK_SORT_OUT_REQUEST;
            case LETTER -> RequestIntake.TASK_IDENTIFY_CLIENT;
        };
    }
}
