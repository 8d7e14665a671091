package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Files that go to the engine's own resources, over its REST API and the web apps', pass by the gate of all uploads. */
class EngineUploadsTest extends SecurityTest {

    private static final List<String> APIS = List.of("/engine-rest", "/camunda/api/engine/engine/default");
    private static final String BOUNDARY = "part-of-the-body";
    private static final String FORM_DATA = "multipart/form-data; boundary=" + BOUNDARY;
    private static final byte[] END = ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    private String task;

    @BeforeEach
    void aTaskOfAManager() {
        runtime.startProcessInstanceByKey("request-intake", Map.of("owner", "manager"));
        task = tasks.createTaskQuery().singleResult().getId();
        tasks.setAssignee(task, "manager");
    }

    private static byte[] packed(String name, int length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(new byte[length]);
        }
        return out.toByteArray();
    }

    private static byte[] part(String field, String file, byte[] content) throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\""
                        + (file == null ? "" : "; filename=\"" + file + "\"\r\nContent-Type: application/octet-stream")
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        part.write(content);
        part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    private static byte[] body(byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List.of(parts).forEach(body::writeBytes);
        body.writeBytes(END);
        return body.toByteArray();
    }

    /** Signs on as the web apps do: whoever is new to them gets the sign that their changes bring along. */
    private void signOn(String user, String app) throws Exception {
        desk().signOn(user);
        desk().get("/camunda/app/" + app + "/default/");
    }

    private HttpResponse<String> send(String api, String path, String user, String type, BodyPublisher body)
            throws Exception {
        HttpRequest.Builder request =
                desk().request(api + path).header("Content-Type", type).POST(body);
        return desk().send(
                        api.equals("/engine-rest")
                                ? request.header("Authorization", Desk.basic(user, user))
                                : request.header("X-XSRF-TOKEN", desk().cookie("XSRF-TOKEN")));
    }

    private HttpResponse<String> send(String api, String path, String user, byte[] body) throws Exception {
        return send(api, path, user, FORM_DATA, BodyPublishers.ofByteArray(body));
    }

    private byte[] deployment(String file, byte[] content) throws IOException {
        return body(part("deployment-name", null, "x".getBytes(StandardCharsets.UTF_8)), part("data", file, content));
    }

    @Test
    void macrosBombsAndProgramsAreNotDeployed() throws Exception {
        signOn("analyst", "cockpit");
        long before = repository.createDeploymentQuery().count();

        for (String api : APIS) {
            for (byte[] content : List.of(
                    packed("word/vbaProject.bin", 10), packed("a.txt", 30 << 20), new byte[] {0x7f, 'E', 'L', 'F'})) {
                HttpResponse<String> answer =
                        send(api, "/deployment/create", "analyst", deployment("table.dmn", content));

                assertThat(answer.statusCode()).as(api + answer.body()).isEqualTo(400);
                assertThat(answer.body())
                        .contains("\"message\":\"Файл «table.dmn» ", "Ничего не изменено")
                        .containsAnyOf("содержит макросы", "не распаковывается", "это программа");
            }
        }
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    @Test
    void aTableIsDeployedAsItWasSent() throws Exception {
        signOn("analyst", "cockpit");
        byte[] table = Files.readAllBytes(Path.of("bpmn/recontact-term.dmn"));

        for (String api : APIS) {
            HttpResponse<String> answer =
                    send(api, "/deployment/create", "analyst", deployment("recontact-term.dmn", table));

            assertThat(answer.statusCode()).as(api + answer.body()).isEqualTo(200);
            String deployed = repository
                    .createDeploymentQuery()
                    .deploymentName("x")
                    .singleResult()
                    .getId();
            try {
                assertThat(repository.getResourceAsStream(deployed, "recontact-term.dmn"))
                        .hasBinaryContent(table);
            } finally {
                repository.deleteDeployment(deployed, true);
            }
        }
    }

    @Test
    void noFileLiesUnsealedAtATask() throws Exception {
        signOn("manager", "tasklist");

        for (String api : APIS) {
            HttpResponse<String> refused = send(
                    api,
                    "/task/" + task + "/attachment/create",
                    "manager",
                    body(part("content", "счёт.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8))));
            assertThat(refused.statusCode()).as(api + refused.body()).isEqualTo(403);
            assertThat(tasks.getTaskAttachments(task)).isEmpty();
        }
    }

    @Test
    void noSpellingOfTheTypeAndNoUntoldLengthLeadsPastTheGate() throws Exception {
        signOn("analyst", "cockpit");
        long before = repository.createDeploymentQuery().count();
        byte[] macros = deployment("table.dmn", packed("word/vbaProject.bin", 10));

        for (String api : APIS) {
            for (String type : List.of(
                    "Multipart/Form-Data; boundary=" + BOUNDARY,
                    " MULTIPART/FORM-DATA;charset=utf-8;boundary=\"" + BOUNDARY + "\"",
                    "multipart/mixed; boundary=" + BOUNDARY,
                    "multipart/form-data",
                    "multipart/;boundary=" + BOUNDARY)) {
                assertThat(send(api, "/deployment/create", "analyst", type, BodyPublishers.ofByteArray(macros))
                                .statusCode())
                        .as(api + type)
                        .isIn(400, 415);
            }
            byte[] endless = deployment("table.dmn", new byte[26 << 20]);
            for (BodyPublisher body : List.of(
                    BodyPublishers.ofByteArray(endless),
                    BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(endless)))) {
                HttpResponse<String> answer = send(api, "/deployment/create", "analyst", FORM_DATA, body);
                assertThat(answer.statusCode()).as(api + answer.body()).isEqualTo(413);
                assertThat(answer.body()).contains("за один раз принимается до 25 МБ");
            }
        }
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }
}
