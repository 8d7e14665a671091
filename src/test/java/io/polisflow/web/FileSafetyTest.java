package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.request.RequestInbox.IncomingFile;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.process.ProcessTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What comes in as a file is looked at on every way, and what goes out does nothing in a browser. */
@AutoConfigureMockMvc
class FileSafetyTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private byte[] bomb;
    private byte[] macros;

    @BeforeEach
    void pack() throws IOException {
        bomb = zip("a.txt", new byte[30 << 20]);
        macros = zip("word/vbaProject.bin", new byte[10]);
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }

    /** Every page and API that takes files; the gate stands before all of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/deals/{deal}/files?key=1 file supervisor",
                "/crm/contracts/1/scan file supervisor",
                "/crm/clients/imports file supervisor",
                "/crm/calendars/ru/2027/import file admin",
                "/crm/models/drafts/1/files files analyst",
                "/api/models/check files analyst"
            })
    void aBombAndMacrosAreRefusedWhereverTheyAreUploaded(String way) throws Exception {
        String[] parts = way.split(" ");
        String address = parts[0].replace("{deal}", dealOf(webForm(freshInn())));
        for (byte[] content : List.of(bomb, macros)) {
            web.perform(multipart(address)
                            .file(new MockMultipartFile(parts[1], "список.zip", "application/zip", content))
                            .with(httpBasic(parts[2], parts[2]))
                            .with(csrf()))
                    .andExpect(status().isBadRequest())
                    .andExpect(content()
                            .string(containsString(content == bomb ? "не распаковывается" : "содержит макросы")));
        }
    }

    private ResultActions opened(String name) throws Exception {
        Long id = jdbc.queryForObject("select max(id) from stored_file where name = ?", Long.class, name);
        return web.perform(get("/api/files/" + id + "/x").with(httpBasic("supervisor", "supervisor")));
    }

    private void receive(String name, String type, byte[] content) {
        IncomingRequest form = webForm(freshInn());
        inbox.receive(new IncomingRequest(
                form.channel(),
                form.externalId(),
                form.inn(),
                form.companyName(),
                form.contactName(),
                form.phone(),
                form.email(),
                form.product(),
                form.object(),
                form.risks(),
                form.sumInsured(),
                form.startsOn(),
                form.subject(),
                form.text(),
                form.consent(),
                form.problems(),
                form.raw(),
                List.of(new IncomingFile(name, type, content)),
                List.of(),
                null));
    }

    @Test
    void anAttachmentWithMacrosIsKeptAndNotHandedOut() throws Exception {
        receive("расчёт.docx", "application/octet-stream", macros);

        opened("расчёт.docx")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("карантине")))
                .andExpect(jsonPath("$.detail").value(containsString("макросы")));
    }

    @Test
    void aPictureThatCanActIsOnlySaved() throws Exception {
        byte[] svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("image/svg+xml", "text/html", "application/xhtml+xml", "image/png;x=1")) {
            String name = "знак-" + type.hashCode() + ".svg";
            receive(name, type, svg);
            opened(name)
                    .andExpect(status().isOk())
                    .andExpect(header().string("Content-Type", "application/octet-stream"))
                    .andExpect(header().string("Content-Disposition", startsWith("attachment;")))
                    .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                    .andExpect(header().string("Content-Security-Policy", startsWith("default-src 'none'")));
        }
    }

    @Test
    void aPdfWithScriptsIsSavedAndAPlainOneShown() throws Exception {
        receive("тихий.pdf", "application/pdf", "%PDF-1.7\n1 0 obj".getBytes(StandardCharsets.US_ASCII));
        receive("живой.pdf", "application/pdf", "%PDF-1.7\n<< /JS (x) >>".getBytes(StandardCharsets.US_ASCII));

        opened("тихий.pdf").andExpect(header().string("Content-Disposition", startsWith("inline;")));
        opened("живой.pdf").andExpect(header().string("Content-Disposition", startsWith("attachment;")));
        assertThat(jdbc.queryForObject("select max(warning) from stored_file where name = 'живой.pdf'", String.class))
                .contains("сценарии");
    }
}
