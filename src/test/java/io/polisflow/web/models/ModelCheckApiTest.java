package io.polisflow.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.ProcessTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/** The examination as a program asks for it. */
@AutoConfigureMockMvc
class ModelCheckApiTest extends ProcessTest {

    private static final Path MODEL = Path.of("bpmn/client-liquidation.bpmn");
    private static final Path FORM = Path.of("forms/client-liquidation/decide-on-deal.form");

    @Autowired
    MockMvc web;

    private static MockMultipartHttpServletRequestBuilder check(MockMultipartFile... files) {
        MockMultipartHttpServletRequestBuilder request = multipart("/api/models/check");
        for (MockMultipartFile file : files) {
            request.file(file);
        }
        return request;
    }

    private static MockMultipartFile part(String name, byte[] content) {
        return new MockMultipartFile("files", name, "application/octet-stream", content);
    }

    private static MockMultipartFile part(Path file) throws IOException {
        return part(file.getFileName().toString(), Files.readAllBytes(file));
    }

    @Test
    void goodFilesPass() throws Exception {
        web.perform(check(part(MODEL), part(FORM)).with(httpBasic("analyst", "analyst")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.passed").value(true))
                .andExpect(jsonPath("$.errors").value(0));
    }

    @Test
    void badFilesAreAnsweredWithWhatIsWrongAndWhere() throws Exception {
        long deployments = engine.getRepositoryService().createDeploymentQuery().count();
        String bad = Files.readString(MODEL).replace("<bpmn:startEvent", "<bpmn:surprise/><bpmn:startEvent");

        web.perform(check(part("client-liquidation.bpmn", bad.getBytes(StandardCharsets.UTF_8)), part(FORM))
                        .with(httpBasic("admin", "admin")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.passed").value(false))
                .andExpect(jsonPath("$.errors").value(1))
                .andExpect(jsonPath("$.findings[0].severity").value("ERROR"))
                .andExpect(jsonPath("$.findings[0].rule").value("schema-violation"))
                .andExpect(jsonPath("$.findings[0].file").value("client-liquidation.bpmn"))
                .andExpect(jsonPath("$.findings[0].line").value(5))
                .andExpect(jsonPath("$.findings[0].problem", containsString("surprise")))
                .andExpect(jsonPath("$.findings[0].remedy", containsString("Camunda Modeler")));

        assertThat(engine.getRepositoryService().createDeploymentQuery().count())
                .isEqualTo(deployments);
    }

    @Test
    void anArchiveIsUnpackedAndWhatIsNoModelInItIsNamed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : new Path[] {MODEL, FORM, Path.of("README.md")}) {
                zip.putNextEntry(new ZipEntry(file.toString()));
                Files.copy(file, zip);
            }
        }

        web.perform(check(part("set.zip", bytes.toByteArray())).with(httpBasic("analyst", "analyst")))
                .andExpect(jsonPath("$.passed").value(true))
                .andExpect(
                        jsonPath("$.findings[?(@.file == 'set.zip')].problem", hasItem(containsString("README.md"))));
        web.perform(check(part("set.zip", new byte[] {'P', 'K'})).with(httpBasic("analyst", "analyst")))
                .andExpect(jsonPath("$.passed").value(false))
                .andExpect(jsonPath("$.findings[0].rule").value("archive"));
    }

    @Test
    void withoutAFileTheRequestIsRefused() throws Exception {
        web.perform(check().with(httpBasic("analyst", "analyst")))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("files"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales", "underwriters", "lawyers", "heads", "supervisors"})
    void nobodyElseMayAsk(String group) throws Exception {
        web.perform(check(part(MODEL)).with(user("somebody").roles(group)).with(csrf()))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.title").value("Доступ запрещён"));
    }

    @Test
    void aStrangerIsAskedToSignOn() throws Exception {
        web.perform(check(part(MODEL)).with(csrf())).andExpect(status().isUnauthorized());
    }

    @ParameterizedTest
    @CsvSource({"200, Examined", "403, Neither an analyst nor an administrator", "413, More than 25 MB"})
    void theDescriptionOfTheApiHasIt(String code, String words) throws Exception {
        web.perform(get("/v3/api-docs").with(httpBasic("analyst", "analyst")))
                .andExpect(jsonPath("$.paths['/api/models/check'].post.responses." + code + ".description")
                        .value(words));
    }
}
