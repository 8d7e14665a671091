package io.polisflow.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditCheck;
import io.polisflow.crm.audit.AuditFinding;
import io.polisflow.crm.audit.AuditReport;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.audit.ChainCheck;
import io.polisflow.process.ProcessTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;

/** Who reads the audit, that nobody changes it, and that what leaves the house can be checked without it. */
@AutoConfigureMockMvc
class AuditPageTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private AuditCheck check;

    @TempDir
    private Path folder;

    private long count() {
        return jdbc.queryForObject("select count(*) from audit_event", Long.class);
    }

    private String page(String login, String query) throws Exception {
        return web.perform(get("/crm/audit" + query).with(httpBasic(login, login)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales", "underwriters", "lawyers", "heads", "analysts"})
    void othersThanSupervisorsAndAdministratorsDoNotReadIt(String group) throws Exception {
        for (String address : List.of(
                "/crm/audit", "/crm/audit/rows/1", "/crm/audit/export?format=csv&from=2026-11-24&to=2026-11-24")) {
            web.perform(get(address).with(user("somebody").roles(group))).andExpect(status().isForbidden());
        }
        web.perform(post("/crm/audit/check").with(user("somebody").roles(group)).with(csrf()))
                .andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"supervisors", "camunda-admin", "heads", "sales", "analysts", "lawyers", "underwriters"})
    void nobodyChangesOrDeletesThroughTheApplication(String group) throws Exception {
        audit.event(AuditAction.SETTING, AuditSubject.of("audit", "kept"), Map.of());
        long id = jdbc.queryForObject("select max(id) from audit_event", Long.class);
        Map<String, Object> before = jdbc.queryForMap("select * from audit_event where id = ?", id);
        for (HttpMethod method : List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)) {
            for (String address : List.of("/crm/audit", "/crm/audit/rows/" + id, "/api/audit/" + id)) {
                web.perform(request(method, address)
                                .with(user("somebody").roles(group))
                                .with(csrf())
                                .param("actor", "nobody"))
                        .andExpect(status().is4xxClientError());
            }
        }
        assertThat(jdbc.queryForMap("select * from audit_event where id = ?", id))
                .isEqualTo(before);
    }

    @Test
    void thePageIsNarrowedByPersonObjectKindActionAndDaysAndTurnedByTheRowAbove() throws Exception {
        String object = UUID.randomUUID().toString();
        for (int i = 0; i < 60; i++) {
            audit.eventBy("manager", AuditAction.EXPORTED, AuditSubject.of("report", object), Map.of("page", i));
        }
        audit.eventBy("lawyer", AuditAction.SAW, AuditSubject.of("contact", object), Map.of());

        String all = page("supervisor", "?object=" + object);
        assertThat(all).contains("страница: 59").doesNotContain("страница: 9<").contains("Раньше");
        String older = all.replaceAll("(?s).*href=\"(/crm/audit\\?[^\"]*below=[^\"]*)\">Раньше.*", "$1")
                .replace("&amp;", "&");
        assertThat(web.perform(get(java.net.URI.create(older)).with(httpBasic("supervisor", "supervisor")))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("страница: 0<")
                .doesNotContain("страница: 59")
                .contains("К новым");
        assertThat(page("admin", "?object=" + object + "&actor=lawyer"))
                .contains("Контактное лицо")
                .doesNotContain("страница: ");
        assertThat(page("admin", "?object=" + object + "&kind=contact")).doesNotContain("страница: ");
        assertThat(page("admin", "?object=" + object + "&action=SAW")).doesNotContain("страница: ");
        assertThat(page("admin", "?object=" + object + "&to=2026-11-23")).contains("По этому отбору строк нет");
        assertThat(page("admin", "?object=" + object + "&from=2026-11-24&to=2026-11-24"))
                .contains("страница: 59");
        assertThat(page("admin", "?object=" + object + "&below=spoilt")).contains("страница: 59");
    }

    @Test
    void fieldsAreCalledByTheirRussianNames() throws Exception {
        String object = UUID.randomUUID().toString();
        transaction.executeWithoutResult(
                status -> audit.changed(AuditSubject.of("deal", object), "stage", "lossReason", "unheardOf"));
        audit.event(AuditAction.CHECKED, AuditSubject.of("audit", object), Map.of("holds", true));

        String page = page("supervisor", "?object=" + object);

        assertThat(page)
                .contains("поля: причина проигрыша, стадия, unheardOf", "цепочка цела: да")
                .doesNotContain("lossReason", "holds");
    }

    @Test
    void readingTheAuditIsAuditedAndARowTellsItsPlace() throws Exception {
        page("supervisor", "");
        assertThat(jdbc.queryForList(
                        "select actor from audit_event where kind = 'audit' and action = 'SAW'", String.class))
                .contains("supervisor");
        check.run();
        long id = jdbc.queryForObject("select max(event_id) from audit_link", Long.class);
        web.perform(get("/crm/audit/rows/" + id).with(httpBasic("admin", "admin")))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(containsString(jdbc.queryForObject(
                                "select hash from audit_link where event_id = ?", String.class, id))));
        web.perform(get("/crm/audit/rows/999999999").with(httpBasic("admin", "admin")))
                .andExpect(status().isNotFound());
    }

    @Test
    void theButtonChecksAndThePageSaysWhenTheChainHeld() throws Exception {
        web.perform(post("/crm/audit/check").with(httpBasic("admin", "admin")).with(csrf()))
                .andExpect(status().is3xxRedirection());
        assertThat(page("supervisor", "")).contains("Цепочка цела на 24.11.2026 10:00:00");
    }

    private Path export(AuditFile format) throws Exception {
        byte[] bytes = web.perform(get("/crm/audit/export?format=" + format.code() + "&from=2026-11-24&to=2026-11-24")
                        .with(httpBasic("supervisor", "supervisor")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        return Files.write(folder.resolve("audit." + format.code()), bytes);
    }

    private AuditReport offline(Path file) {
        ChainCheck chain = check.offline();
        AuditFile.check(file, chain);
        return chain.finish(0);
    }

    @ParameterizedTest
    @EnumSource
    void anExportIsAuditedAndHoldsUntilSomebodyTouchesIt(AuditFile format) throws Exception {
        String object = "=" + UUID.randomUUID();
        audit.event(
                AuditAction.SETTING, AuditSubject.of("report", object), Map.of("text", "«ёж», \"кавычки\"; и\nстрока"));
        audit.event(AuditAction.SETTING, AuditSubject.of("report", "'" + object), Map.of());
        Path file = export(format);
        String text = Files.readString(file);

        AuditReport whole = offline(file);
        assertThat(whole.findings()).isEmpty();
        assertThat(whole.rows()).isGreaterThan(2);
        assertThat(whole.confirmed()).isPresent();
        assertThat(text).contains("EXPORTED");
        assertThat(count()).isGreaterThanOrEqualTo(whole.rows());

        assertThat(kinds(Files.writeString(file, text.replace(object, "=x"))))
                .as("a changed field")
                .contains(AuditFinding.Kind.CHANGED);
        List<String> lines = text.lines().toList();
        assertThat(kinds(Files.write(file, lines.subList(0, lines.size() - 1))))
                .as("the end cut off")
                .containsExactly(AuditFinding.Kind.FILE);
        int middle = lines.size() / 2;
        List<String> without = new java.util.ArrayList<>(lines);
        without.remove(middle);
        assertThat(kinds(Files.write(file, without))).as("a row taken out").isNotEmpty();
        java.util.Collections.swap(without, middle, middle + 1);
        assertThat(kinds(Files.write(file, without)))
                .as("rows in another order")
                .contains(AuditFinding.Kind.ORDER);
        assertThat(kinds(Files.writeString(file, "nonsense"))).contains(AuditFinding.Kind.FILE);
    }

    private List<AuditFinding.Kind> kinds(Path file) {
        return offline(file).findings().stream().map(AuditFinding::kind).toList();
    }

    @Test
    void theCommandSaysByItsExitCodeWhetherTheChainHolds() throws Exception {
        audit.event(AuditAction.SETTING, AuditSubject.of("audit", "command"), Map.of());
        assertThat(AuditCheckCommand.isAsked("--server.port=1")).isFalse();

        assertThat(command()).startsWith("0 Цепочка цела");
        assertThat(command("--polisflow.audit.check.anchor=999999999:" + "f".repeat(64)))
                .startsWith("1 Цепочка нарушена")
                .contains("строк не хватает");
        Path file = export(AuditFile.JSONL);
        assertThat(command("--polisflow.audit.check.file=" + file)).startsWith("0 ");
        Files.writeString(file, Files.readString(file).replace("\"actor\":null", "\"actor\":\"x\""));
        assertThat(command("--polisflow.audit.check.file=" + file)).startsWith("1 ");

        assertThat(command("--polisflow.audit.check.anchor=5:00ff"))
                .startsWith("2 Проверка не состоялась. Отметка пишется «строк:хеш»");
        assertThat(command("--polisflow.audit.check.file=" + folder.resolve("none.jsonl")))
                .startsWith("1 ")
                .contains("none.jsonl");
    }

    /** @return exit code and output */
    private static String command(String... more) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "--polisflow.audit.check", "--spring.profiles.active=test", "--spring.main.web-application-type=none"));
        arguments.addAll(List.of(more));
        assertThat(AuditCheckCommand.isAsked(arguments.toArray(String[]::new))).isTrue();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            int code = AuditCheckCommand.run(out, arguments.toArray(String[]::new));
            return code + " " + bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
