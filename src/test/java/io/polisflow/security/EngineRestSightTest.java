package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Guesses ids over the engine's REST API and the web apps': what is a colleague's or a client's is not there. */
class EngineRestSightTest extends SecurityTest {

    private static final String SECRET = "Ромашка-секрет";

    @Autowired
    private RuntimeService runtimeService;

    @Autowired
    private TaskService taskService;

    private String instance;
    private String task;
    private String comment;
    private String attachment;

    @BeforeEach
    void aTaskOfAManagerWithAllThatHangsOnIt() {
        instance = runtimeService
                .startProcessInstanceByKey("request-intake", Map.of("owner", "manager", "client", SECRET))
                .getId();
        task = taskService.createTaskQuery().singleResult().getId();
        taskService.setAssignee(task, "manager");
        comment = taskService.createComment(task, null, SECRET).getId();
        attachment = taskService
                .createAttachment("text", task, null, SECRET, null, "https://example.org/" + "secret")
                .getId();
    }

    private List<String> addresses() {
        return List.of(
                "/task/" + task,
                "/task/" + task + "/variables",
                "/task/" + task + "/variables/client",
                "/task/" + task + "/localVariables",
                "/task/" + task + "/form-variables",
                "/task/" + task + "/form",
                "/task/" + task + "/identity-links",
                "/task/" + task + "/comment",
                "/task/" + task + "/comment/" + comment,
                "/task/" + task + "/attachment",
                "/task/" + task + "/attachment/" + attachment,
                "/task?taskId=" + task,
                "/task?processInstanceId=" + instance,
                "/process-instance/" + instance,
                "/process-instance/" + instance + "/variables",
                "/process-instance/" + instance + "/activity-instances",
                "/process-instance/" + instance + "/comment",
                "/execution/" + instance + "/localVariables",
                "/variable-instance",
                "/history/task?taskId=" + task,
                "/history/process-instance/" + instance,
                "/history/variable-instance",
                "/history/detail",
                "/history/user-operation?taskId=" + task,
                "/history/activity-instance");
    }

    @Test
    void nobodyButWhoSeesTheTaskReadsAnythingOfIt() throws Exception {
        for (String user : List.of("manager2", "underwriter", "lawyer", "analyst", "admin")) {
            for (String prefix : List.of("/engine-rest", "/engine-rest/engine/default")) {
                for (String address : addresses()) {
                    HttpResponse<String> answer = get(prefix + address, user);
                    assertThat(answer.statusCode()).as(user + " " + address).isIn(200, 400, 403, 404, 500);
                    assertThat(answer.statusCode()).as(user + " " + address).isLessThan(500);
                    assertThat(answer.body())
                            .as(user + " " + address)
                            .doesNotContain(SECRET)
                            .doesNotContain("Собрать КП");
                }
            }
        }
    }

    @Test
    void whoHasTheTaskReadsItAndItsCommentsAndFilesAndNoInstance() throws Exception {
        for (String part : List.of("/variables", "/form-variables", "/comment", "/comment/" + comment, "/attachment")) {
            assertThat(get("/engine-rest/task/" + task + part, "manager").body())
                    .as(part)
                    .contains(SECRET);
        }
        assertThat(get("/engine-rest/task/" + task + "/attachment/" + attachment, "manager")
                        .body())
                .contains(SECRET);
        assertThat(get("/engine-rest/task/count", "manager").body()).contains("\"count\":1");
        assertThat(get("/engine-rest/process-instance/" + instance, "manager").statusCode())
                .isEqualTo(403);
        assertThat(get("/engine-rest/process-instance/" + instance + "/variables", "supervisor")
                        .body())
                .contains(SECRET);
    }

    @Test
    void aCommentIsWrittenByWhoHasTheTask() throws Exception {
        String address = "/engine-rest/task/" + task + "/comment/create";
        assertThat(post(address, "manager", "{\"message\":\"Звонил\"}").statusCode())
                .isEqualTo(200);
        assertThat(post(address, "manager2", "{\"message\":\"мимо\"}").statusCode())
                .isIn(400, 403);
        assertThat(taskService.getTaskComments(task)).hasSize(2);
    }

    @Test
    void whoHasTheTaskReadsWhoDidWhatWithIt() throws Exception {
        String operations = "/history/user-operation?taskId=" + task;
        // As Tasklist asks before it shows them.
        String count = "/history/user-operation/count?taskId=" + task;
        for (String assignee : List.of("manager2", "manager")) {
            assertThat(post(
                                    "/engine-rest/task/" + task + "/assignee",
                                    "supervisor",
                                    "{\"userId\":\"" + assignee + "\"}")
                            .statusCode())
                    .isEqualTo(204);
        }

        for (String api : List.of("/engine-rest", "/engine-rest/engine/default")) {
            assertThat(get(api + operations, "manager").body())
                    .contains("\"userId\":\"supervisor\"", "\"newValue\":\"manager2\"");
            assertThat(get(api + count, "manager").body()).contains("\"count\":2");
            for (String user : List.of("manager2", "underwriter", "admin", "analyst")) {
                assertThat(get(api + operations, user).body()).as(user).isEqualTo("[]");
                assertThat(get(api + count, user).body()).as(user).contains("\"count\":0");
            }
            assertThat(get(api + "/history/user-operation", "manager").body())
                    .as("of all tasks at once")
                    .isEqualTo("[]");
        }
    }

    @Test
    void nobodyElseChangesTheTask() throws Exception {
        for (String user : List.of("manager2", "underwriter", "admin", "analyst")) {
            for (String act : List.of("/claim", "/complete", "/submit-form", "/delegate", "/resolve", "/unclaim")) {
                HttpResponse<String> answer =
                        post("/engine-rest/task/" + task + act, user, "{\"userId\":\"" + user + "\"}");
                assertThat(answer.statusCode()).as(user + act).isIn(400, 403);
            }
        }
        assertThat(post("/engine-rest/task/" + task + "/assignee", "manager2", "{\"userId\":\"manager2\"}")
                        .statusCode())
                .isEqualTo(403);
        for (String act : List.of("/complete", "/submit-form", "/delegate", "/resolve")) {
            assertThat(post("/engine-rest/task/" + task + act, "head", "{\"userId\":\"head\"}")
                            .statusCode())
                    .as("a head only hands over: " + act)
                    .isIn(400, 403);
        }
        assertThat(taskService.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo("manager");
    }

    @Test
    void whatNoRoleNeedsIsClosedToAll() throws Exception {
        for (String user : List.of("manager", "supervisor", "admin", "analyst")) {
            for (String address :
                    List.of("/signal", "/condition", "/history/cleanup", "/identity/verify", "/task/create")) {
                assertThat(post("/engine-rest" + address, user, "{}").statusCode())
                        .as(user + " " + address)
                        .isEqualTo(403);
            }
        }
        assertThat(post("/engine-rest/message", "manager", "{\"messageName\":\"deal.lost\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/engine-rest/authorization/create", "supervisor", "{}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void anAdministratorGrantsNothingOnDealsOverRestEither() throws Exception {
        String grant =
                "{\"type\":1,\"permissions\":[\"ALL\"],\"userId\":\"admin\",\"resourceId\":\"*\",\"resourceType\":%d}";
        assertThat(post("/engine-rest/authorization/create", "admin", grant.formatted(8))
                        .statusCode())
                .as("process instances")
                .isEqualTo(403);
        assertThat(post("/engine-rest/authorization/create", "admin", grant.formatted(7))
                        .statusCode())
                .as("tasks")
                .isEqualTo(403);
        assertThat(get("/engine-rest/task/count", "admin").body()).contains("\"count\":0");
        assertThat(get("/engine-rest/user/count", "admin").statusCode()).isEqualTo(200);
        assertThat(get("/engine-rest/authorization/count", "admin").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theWebAppsAnswerByTheSameTable() throws Exception {
        desk().signOn("lawyer");
        desk().get("/camunda/app/tasklist/default/");
        String engine = "/camunda/api/engine/engine/default";
        Map<String, Integer> expected = Map.of(
                engine + "/task/count",
                200,
                engine + "/filter",
                200,
                engine + "/process-instance",
                403,
                engine + "/history/variable-instance",
                403,
                engine + "/authorization",
                403,
                "/camunda/api/cockpit/plugin/base/default/process-instance",
                403,
                "/camunda/api/cockpit/plugin/base/default/incident",
                403,
                "/camunda/api/admin/plugin/adminPlugins/default/metrics/aggregated",
                403);
        for (Map.Entry<String, Integer> address : expected.entrySet()) {
            assertThat(desk().get(address.getKey()).statusCode())
                    .as(address.getKey())
                    .isEqualTo(address.getValue());
        }
        assertThat(desk().get("/camunda/api/admin/auth/user/default").body()).contains("\"userId\":\"lawyer\"");
        assertThat(desk().get(engine + "/task/" + task).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String address, String user) throws Exception {
        return desk().send(signed(address, user).GET());
    }

    private HttpResponse<String> post(String address, String user, String body) throws Exception {
        return desk().send(signed(address, user)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder signed(String address, String user) {
        return desk().request(address).header("Authorization", Desk.basic(user, user));
    }
}
