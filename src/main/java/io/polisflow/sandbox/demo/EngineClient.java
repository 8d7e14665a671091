package io.polisflow.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Works in the engine as a person does in Tasklist: over its REST API, signed on, with every check of forms and rights. */
class EngineClient {

    private static final int PAGE = 1000;

    private final RestClient rest;
    private final ObjectMapper json;

    /** @param baseUrl of the application, without a slash at the end */
    EngineClient(String baseUrl, ObjectMapper json) {
        this.rest = RestClient.builder().baseUrl(baseUrl).build();
        this.json = json;
    }

    /** @param deal business key: the deal's number, before there is one the request's */
    record OpenTask(String id, String element, String deal, String assignee, String process) {}

    /** Every task that can be completed now, the oldest first. */
    List<OpenTask> openTasks(String reader) {
        JsonNode found = get(reader, "/engine-rest/task?active=true&sortBy=created&sortOrder=asc&maxResults=" + PAGE);
        Map<String, String> keys = businessKeys(reader, found);
        List<OpenTask> tasks = new ArrayList<>();
        for (JsonNode task : found) {
            tasks.add(new OpenTask(
                    task.path("id").asText(),
                    task.path("taskDefinitionKey").asText(),
                    keys.get(task.path("processInstanceId").asText()),
                    task.path("assignee").asText(null),
                    task.path("processDefinitionId").asText().replaceAll(":.*", "")));
        }
        return tasks;
    }

    /** Asked for these tasks alone: won deals leave an instance each that waits for its renewal. */
    private Map<String, String> businessKeys(String reader, JsonNode tasks) {
        Map<String, String> keys = new HashMap<>();
        Set<String> instances = new HashSet<>();
        tasks.forEach(task -> instances.add(task.path("processInstanceId").asText()));
        if (!instances.isEmpty()) {
            for (JsonNode instance :
                    ask(reader, "/engine-rest/process-instance", Map.of("processInstanceIds", instances))) {
                keys.put(
                        instance.path("id").asText(),
                        instance.path("businessKey").asText());
            }
        }
        return keys;
    }

    long startedInstances(String reader, String processKey) {
        return get(reader, "/engine-rest/history/process-instance/count?processDefinitionKey=" + processKey)
                .path("count")
                .asLong();
    }

    /** The text that a task's form shows under the name. */
    String shownText(String user, OpenTask task, String variable) {
        return get(user, "/engine-rest/task/" + task.id() + "/variables/" + variable + "?deserializeValue=false")
                .path("value")
                .asText();
    }

    /** The rows that a task's form shows under the name. */
    JsonNode shown(String user, OpenTask task, String variable) {
        String value = shownText(user, task, variable);
        try {
            return json.readTree(value);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(variable + " of " + task.element() + " is no JSON: " + value, e);
        }
    }

    void submit(String user, OpenTask task, Map<String, ?> answers) {
        post(user, "/engine-rest/task/" + task.id() + "/submit-form", Map.of("variables", typed(answers)));
    }

    void submitStartForm(String user, String processKey, Map<String, ?> answers) {
        post(
                user,
                "/engine-rest/process-definition/key/" + processKey + "/submit-form",
                Map.of("variables", typed(answers)));
    }

    void correlate(String user, String message, String deal, Map<String, ?> variables) {
        post(
                user,
                "/engine-rest/message",
                Map.of("messageName", message, "businessKey", deal, "processVariables", typed(variables)));
    }

    /** Moves a task's deadline, as a supervisor may. */
    void setDueDate(String supervisor, OpenTask task, String due) {
        ObjectNode changed = (ObjectNode) get(supervisor, "/engine-rest/task/" + task.id());
        // What the engine tells beside these is its own and refused in a change.
        changed.retain(List.of("name", "description", "priority", "assignee", "owner", "followUp", "tenantId"));
        changed.put("due", due);
        rest.put()
                .uri("/engine-rest/task/" + task.id())
                .headers(headers -> headers.setBasicAuth(supervisor, supervisor))
                .contentType(MediaType.APPLICATION_JSON)
                .body(changed)
                .retrieve()
                .toBodilessEntity();
    }

    void post(String user, String path, Object body) {
        posted(user, path, body).toBodilessEntity();
    }

    /** A question too long for an address. */
    private JsonNode ask(String user, String path, Object question) {
        return posted(user, path, question).body(JsonNode.class);
    }

    private RestClient.ResponseSpec posted(String user, String path, Object body) {
        RestClient.RequestBodySpec request = rest.post().uri(path).contentType(MediaType.APPLICATION_JSON);
        if (user != null) {
            request.headers(headers -> headers.setBasicAuth(user, user));
        }
        return request.body(body).retrieve();
    }

    JsonNode get(String user, String path) {
        return rest.get()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(user, user))
                .retrieve()
                .body(JsonNode.class);
    }

    private Map<String, Object> typed(Map<String, ?> answers) {
        Map<String, Object> variables = new HashMap<>();
        answers.forEach((key, value) -> {
            Map<String, Object> variable = new HashMap<>();
            boolean structured = value instanceof List || value instanceof Map;
            variable.put("value", structured ? json.valueToTree(value).toString() : value);
            if (structured) {
                variable.put("type", "Json");
            }
            variables.put(key, variable);
        });
        return variables;
    }
}
