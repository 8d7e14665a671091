package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camunda Modeler 5 says to the REST API when somebody presses «Deploy», and what it shows of the answer. */
class ModelerDialogueTest extends BrowserTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TOO_LARGE = "Файлы слишком велики: за один раз принимается до 25 МБ.";
    private static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private final String model = read("bpmn/client-liquidation.bpmn");
    private final String form = read("forms/client-liquidation/decide-on-deal.form");

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> send(String user, HttpRequest.Builder request) throws Exception {
        String basic = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        return HTTP.send(
                request.header("Authorization", "Basic " + basic)
                        .header("Accept", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address("/engine-rest" + path)));
    }

    /** The fields in Modeler's order: the diagram under its own name, then what was attached. */
    private static HttpResponse<String> deploy(String user, Map<String, String> files) throws Exception {
        return send(user, multipart(to("/deployment/create"), body(files), true));
    }

    /** @param sizeIsTold whether the server knows beforehand how much comes */
    private static HttpRequest.Builder multipart(HttpRequest.Builder request, byte[] body, boolean sizeIsTold) {
        HttpRequest.BodyPublisher content = HttpRequest.BodyPublishers.ofByteArray(body);
        return request.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(sizeIsTold ? content : HttpRequest.BodyPublishers.fromPublisher(content));
    }

    private static byte[] body(Map<String, String> files) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        field(body, "deployment-name", "client-liquidation");
        field(body, "deployment-source", "Camunda Modeler");
        field(body, "enable-duplicate-filtering", "true");
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(
                    body,
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + file.getKey()
                            + "\"; filename=\"" + file.getKey() + "\"\r\nContent-Type: text/xml\r\n\r\n"
                            + file.getValue()
                            + "\r\n");
        }
        write(body, "--" + BOUNDARY + "--\r\n");
        return body.toByteArray();
    }

    private static void field(ByteArrayOutputStream body, String name, String value) throws IOException {
        write(
                body,
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    private static void write(ByteArrayOutputStream body, String text) throws IOException {
        body.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> files(String diagram, String attachment) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("client-liquidation.bpmn", diagram);
        files.put("decide-on-deal.form", attachment);
        return files;
    }

    private static long deployments() throws Exception {
        return JSON.readTree(send("analyst", to("/deployment/count").GET()).body())
                .path("count")
                .asLong();
    }

    @Test
    void theConnectionIsTriedBeforeAnythingIsSent() throws Exception {
        assertThat(send("analyst", to("/deployment?maxResults=0").GET()).statusCode())
                .isEqualTo(200);
        assertThat(JSON.readTree(send("analyst", to("/version").GET()).body())
                        .path("version")
                        .asText())
                .startsWith("7.24");
        assertThat(send("stranger", to("/deployment?maxResults=0").GET()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aGoodDiagramWithItsFormIsDeployedOnceAndTheSameAgainChangesNothing() throws Exception {
        HttpResponse<String> answer = deploy("analyst", files(model, form));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String id = JSON.readTree(answer.body()).path("id").asText();
        try {
            JsonNode definitions = JSON.readTree(answer.body()).path("deployedProcessDefinitions");
            assertThat(definitions).singleElement().satisfies(definition -> assertThat(
                            definition.path("key").asText())
                    .isEqualTo("client-liquidation"));
            long before = deployments();

            HttpResponse<String> again = deploy("analyst", files(model, form));

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(again.body()).path("id").asText()).isEqualTo(id);
            assertThat(deployments()).isEqualTo(before);
            HttpResponse<String> deletion =
                    send("analyst", to("/deployment/" + id + "?cascade=true").DELETE());

            assertThat(deletion.statusCode()).isEqualTo(403);
            assertThat(JSON.readTree(deletion.body()).path("message").asText())
                    .isEqualTo("Развёртывание удаляют только администраторы: вместе с ним пропали бы идущие сделки."
                            + " «analyst» не из их числа. Ничего не изменено.");
            assertThat(deployments()).isEqualTo(before);
        } finally {
            assertThat(send("admin", to("/deployment/" + id + "?cascade=true").DELETE())
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void aBadDiagramIsAnsweredWithTheListThatModelerShows() throws Exception {
        long before = deployments();

        HttpResponse<String> answer = deploy(
                "analyst",
                files(
                        model.replace("<bpmn:startEvent", "<bpmn:surprise/><bpmn:startEvent"),
                        form.replace("\"schemaVersion\": 16", "\"schemaVersion\": 19")));

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("type").asText()).isEqualTo("ParseException");
        assertThat(body.path("message").asText())
                .startsWith("Модели не приняты, ничего не изменено; ошибок: 2")
                .contains("• client-liquidation.bpmn, строка 5: ")
                .contains("• decide-on-deal.form: Версия схемы формы неизвестна: 19");
        JsonNode error = body.path("details")
                .path("client-liquidation.bpmn")
                .path("errors")
                .path(0);
        assertThat(error.path("line").asInt()).isEqualTo(5);
        assertThat(error.path("message").asText()).contains("surprise");
        assertThat(body.path("details").path("decide-on-deal.form").path("errors"))
                .hasSize(1);
        assertThat(deployments()).isEqualTo(before);
    }

    @Test
    void aHugeDiagramIsRefusedInWords() throws Exception {
        long before = deployments();

        HttpResponse<String> answer = deploy("analyst", files(model + " ".repeat(20 * 1024 * 1024), form));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("message").asText())
                .contains("• client-liquidation.bpmn: Файл слишком велик: 21 МБ, а принимаются файлы до 2 МБ.");
        assertThat(deployments()).isEqualTo(before);
    }

    /** What is larger than anything that is taken is not even read: the server would have to keep it in memory. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreThanAServerTakesAtOnceIsRefusedUnread(boolean sizeIsTold) throws Exception {
        long before = deployments();
        byte[] body = body(files(model + " ".repeat(50 * 1024 * 1024), form));

        HttpResponse<String> answer = send("analyst", multipart(to("/deployment/create"), body, sizeIsTold));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(JSON.readTree(answer.body()).path("message").asText()).isEqualTo(TOO_LARGE + " Ничего не изменено.");
        assertThat(deployments()).isEqualTo(before);
    }

    @Test
    void theCheckAndTheDraftsPageRefuseItToo() throws Exception {
        byte[] body = body(files(model + " ".repeat(30 * 1024 * 1024), form));

        HttpResponse<String> check = send(
                "analyst", multipart(HttpRequest.newBuilder(URI.create(address("/api/models/check"))), body, true));
        assertThat(check.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(check.body()).path("title").asText()).isEqualTo(TOO_LARGE);

        // A page's own sign is in the body that nobody reads, and must not be what is missed.
        HttpResponse<String> page = HTTP.send(
                multipart(HttpRequest.newBuilder(URI.create(address("/crm/models/drafts/1/files"))), body, true)
                        .header("Accept", "text/html")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(413);
        assertThat(page.body()).contains(TOO_LARGE).contains("Ничего не сохранено");
    }

    @Test
    void whoMayNotDeployIsToldSo() throws Exception {
        long before = deployments();

        HttpResponse<String> answer = deploy("manager", files(model, form));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(JSON.readTree(answer.body()).path("message").asText())
                .isEqualTo("Модели вводят в действие только аналитики и администраторы, «manager» не из их числа."
                        + " Ничего не изменено.");
        assertThat(deployments()).isEqualTo(before);
    }
}
