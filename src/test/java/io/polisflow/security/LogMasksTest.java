package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** Whoever reads the log learns what went wrong, and nothing about people or secrets. */
class LogMasksTest {

    private static final String TIME = "2026-11-29T20:19:39.406Z  WARN [D-2026-000123] 30705 --- [main] i.p.X : ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no answer from petrov.p@romashka.example today     | p***@romashka.example today | petrov
            адрес почта-иванова@пример.рф недоступен           | @пример.рф недоступен       | иванова
            call to +7 (916) 123-45-67 failed                  | +7***67 failed              | 123-45
            call to 89161234567 failed                         | +7***67 failed              | 9161234567
            call to +49 30 901820 55 failed                    | call to +***55 failed       | 901820
            the INN 500100732259 is unknown                    | the INN *** is unknown      | 500100732259
            паспорт 4508 123456 не принят                      | паспорт *** не принят       | 123456
            паспорт №4508123456 не принят                      | паспорт №*** не принят      | 123456
            СНИЛС 112-233-445 95 занят                         | СНИЛС *** занят             | 233
            Authorization: Bearer eyJhbGciOi.J9 refused        | refused                     | eyJhbGciOi
            sent Basic YWRtaW46YWRtaW4= to us                  | sent Basic *** to us        | YWRtaW4
            GET /feed/calendar.ics?token=abc123&day=1          | token=***&day=1             | abc123
            GET https://me:s3cr3t@mail.polis.ru/in failed      | ://***@mail.polis.ru/in     | s3cr3t
            {"apiKey":"k-1","password":"p-2","city":"Тверь"}   | Тверь                       | k-1,p-2
            Form[contactName=Пётр Петров, city=Тверь]          | city=Тверь                  | Пётр,Петров
            Form[fullName=Pyotr Petrov, size=3]                | size=3                      | Pyotr
            jdbc:postgresql://db/x?user=u&password=q1w2 fails  | user=u&password=*** fails   | q1w2
            approver Орлова-Белая Ольга Олеговна is away       | approver *** is away        | Орлова,Ольга
            ИП Попов Пётр is not found                         | ИП *** is not found         | Попов
            Key (email, phone)=(a b, Ли Бо) already exists.    | Key (email, phone)=(***     | Ли Бо
            Failing row contains (17, Ли Бо, "x", null).       | Failing row contains (***   | Ли Бо,null
            INDEX_6 ON CONTACT(KEY) VALUES ( 7, 'Ли Бо' )      | CONTACT(KEY) VALUES ( ***   | Ли Бо
            Value too long for column "NAME": "'Ли Бо' (5)"    | column "NAME": ***          | Ли Бо
            Batch entry 0 insert ('Ли Бо') was aborted: ERROR  | Batch entry 0 *** was abo   | Ли Бо
            default message [x]; rejected value [Ли Бо]; code  | rejected value [***]; code  | Ли Бо
            Failed to convert; For input string: "Ли Бо"       | For input string: ***       | Ли Бо
            Cannot deserialize int from String "Ли Бо": not    | from String ***: not        | Ли Бо
            """)
    void whatIsOfPeopleOrOpensADoorIsHidden(String line, String shown, String hidden) {
        assertThat(LogMasks.mask(TIME + line)).startsWith(TIME).contains(shown).doesNotContain(hidden.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the company 7707083893 is known to the registry",
                "Message-ID: <0d7c6f0e-58a5-4b0f-9a6e-1f0d3c2b4a59@polisflow.example>",
                "i.p.integration.edo.OidcDiadocToken      : renewed in 1200 ms",
                "started in 11.402 seconds (process running for 12.123456789012)",
                "job 1764447579406 of 4f0c6a0e-58a5-4b0f-9a6e-123456789012 is due 2026-11-29 20:19:39,123456",
                "не задано POLISFLOW_EDO_TOKEN (polisflow.edo.token): токен оператора ЭДО",
                "\tat org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd.execute(CompleteTaskCmd.java:64) ~[camunda-engine-7.24.0.jar:7.24.0]"
            })
    void whatHelpsToFindAFaultStays(String line) {
        assertThat(LogMasks.mask(TIME + line)).isEqualTo(TIME + line);
    }

    @Test
    void aSettingThatCannotBeBoundIsNamedWithoutItsValue() {
        String report = "Failed to bind properties:\n\n    Property: polisflow.edo.hook-token\n    Value: \"abc def\"\n"
                + "    Origin: environment\n\n    Property: server.port\n    Value: \"eighty\"\n";

        assertThat(LogMasks.mask(report))
                .contains("polisflow.edo.hook-token", "Origin: environment", "eighty")
                .doesNotContain("abc", "def");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messagesExceptionsAndFieldsAreMaskedInTextAndInJson(boolean structured) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender(context, written, structured));
        LogMasking.install(context);
        LogMasking.install(context);

        MDC.put("subject", "ivanov@client.example");
        try {
            root.error(
                    "form {\"contactName\":\"Пётр \\\"П\\\" Петров\",\"token\":\"t-0k-1\"} for {}",
                    "+79161234567",
                    new IllegalStateException(
                            "row\nDetail: Failing row contains (1, \"Ли\" Бо, x).",
                            new IllegalArgumentException("550 no mailbox petrov@client.example")));
        } finally {
            MDC.remove("subject");
        }

        String line = written.toString(StandardCharsets.UTF_8);
        assertThat(line)
                .contains("IllegalStateException", "LogMasksTest.java", "+7***67", "i***@", "p***@client.example")
                .doesNotContain("Петров", "t-0k-1", "9161234567", "ivanov", "petrov", "Ли", "Бо");
        if (structured) {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.path("message").asText()).startsWith("form {").endsWith("for +7***67");
            assertThat(json.path("error").path("stack_trace").asText()).contains("LogMasksTest");
        }
    }

    private static OutputStreamAppender<ILoggingEvent> appender(
            LoggerContext context, ByteArrayOutputStream written, boolean structured) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        if (structured) {
            context.putObject(Environment.class.getName(), new MockEnvironment());
            StructuredLogEncoder json = new StructuredLogEncoder();
            json.setContext(context);
            json.setFormat("ecs");
            json.start();
            appender.setEncoder(json);
        } else {
            PatternLayoutEncoder text = new PatternLayoutEncoder();
            text.setContext(context);
            text.setPattern("%d %p [%X{subject}] %m%n%ex");
            text.start();
            appender.setEncoder(text);
        }
        appender.setOutputStream(written);
        appender.start();
        return appender;
    }

    /** Nobody who sends strange text may hold up the log. */
    @Test
    void noLineTakesLongToMask() {
        for (String unit : new String[] {
            "a.",
            "\"",
            "token",
            "token=",
            "name ",
            "8(916)",
            "Key (",
            "12 34 ",
            "А",
            "Иван ",
            "вич ",
            "x@",
            "://a:",
            "\\\"",
            "Batch entry 1 ",
            "+1 ",
            "<fio ",
            "Property: token ",
            "basic ",
            "паспорт "
        }) {
            String line = unit.repeat(64 * 1024 / unit.length());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> LogMasks.mask(line), unit);
        }
    }
}
