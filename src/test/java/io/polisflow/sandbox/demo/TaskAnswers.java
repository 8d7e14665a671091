package io.polisflow.sandbox.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.demo.EngineClient.OpenTask;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the demo staff and clients would say, for those who send it in their own way. */
public final class TaskAnswers {

    private static final DemoPlan TO_THE_END = new DemoPlan(null, "AGREED", false, true, 0);

    private static final int[] WEIGHTS = {2, 4, 10, 3, 5, 9, 4, 6, 8};

    private final ObjectMapper json = new ObjectMapper();
    private final DemoAnswers answers;

    /** @param product where what a form shows is read, by HTTP Basic with the user's name as password */
    public TaskAnswers(URI product) {
        this.answers = new DemoAnswers(new EngineClient(product.toString(), json));
    }

    /** @return the body of {@code submit-form}, null when the demo staff leave such a task open */
    public String to(String id, String element, String process, String deal, String user, int serial) {
        OpenTask task = new OpenTask(id, element, deal, user, process);
        Map<String, Object> answer = answers.to(task, user, TO_THE_END, serial, OffsetDateTime.now());
        if (answer == null) {
            return null;
        }
        Map<String, Object> typed = new HashMap<>();
        answer.forEach((name, value) -> typed.put(
                name,
                value instanceof List || value instanceof Map
                        ? Map.of("value", text(value), "type", "Json")
                        : Map.of("value", value)));
        return text(Map.of("variables", typed));
    }

    /** @param client each number is another one, whom the simulated registry makes up @return the body of a web form */
    public String form(int client, String submission) {
        DemoClients.Asker asker = DemoClients.asker(client);
        return text(Map.of(
                "inn", inn(client),
                "companyName", "Клиент " + client,
                "contactName", asker.contact(),
                "email", "client" + client + "@client.example",
                "product", asker.wish().product(),
                "object", asker.wish().object(),
                "sumInsured", asker.wish().sumInsured(),
                "startsOn", LocalDate.now().plusDays(1).toString(),
                "submissionId", submission,
                "consent", true));
    }

    /** Of the region 00, which no real company has, with its check digit. */
    private static String inn(int client) {
        String digits = "%09d".formatted(client);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        return digits + sum % 11 % 10;
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
