package io.polisflow.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.demo.EngineClient.OpenTask;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.web.client.RestClientException;

/**
 * Clients who ask over the web site, and staff who take each of their deals to the issued policy, over the engine's REST API,
 * whatever fails meanwhile: a task that could not be completed is still on the desk and comes again.
 */
public final class StaffAtWork implements AutoCloseable {

    private static final DemoPlan TO_THE_END = new DemoPlan(null, "AGREED", false, true, 0);

    /** Each so manyth deal is also telephoned about. */
    private static final int CALLED = 5;

    private final EngineClient desk;
    private final EngineClient outside;
    private final DemoAnswers answers;
    private final ExecutorService people;
    private final Map<String, Integer> serials = new HashMap<>();
    private final Set<String> signed = ConcurrentHashMap.newKeySet();
    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final Queue<String> completed = new ConcurrentLinkedQueue<>();

    StaffAtWork(EngineClient desk, EngineClient outside, int people) {
        this.desk = desk;
        this.outside = outside;
        this.answers = new DemoAnswers(desk);
        this.people = Executors.newFixedThreadPool(people);
    }

    /**
     * @param product its address
     * @param outside address of the simulated systems
     */
    public static StaffAtWork at(URI product, URI outside, int people) {
        ObjectMapper json = new ObjectMapper();
        return new StaffAtWork(
                new EngineClient(product.toString(), json), new EngineClient(outside.toString(), json), people);
    }

    /** @param serial which client asks, from 0 @return the body of a web form */
    public static Map<String, Object> form(int serial, String submission) {
        DemoClients.Asker asker = DemoClients.asker(serial);
        Map<String, Object> form = new HashMap<>();
        form.put("inn", asker.inn());
        form.put("companyName", asker.company());
        form.put("contactName", asker.contact());
        form.put("phone", "+7 916 %03d-%02d-00".formatted(serial % 1000, serial / 1000));
        form.put("email", asker.email());
        form.put("product", asker.wish().product());
        form.put("object", asker.wish().object());
        form.put("sumInsured", asker.wish().sumInsured());
        form.put("startsOn", LocalDate.now().plusDays(1).toString());
        form.put("submissionId", submission);
        form.put("consent", true);
        return form;
    }

    /**
     * Everybody does what lies on their desk, and clients sign.
     *
     * @return whether there was anything to do
     */
    public boolean turn() throws InterruptedException {
        List<Callable<Void>> works = new ArrayList<>();
        for (OpenTask task : desk.openTasks("supervisor")) {
            String user = task.assignee() != null ? task.assignee() : DemoLife.APPROVERS.get(task.element());
            if (task.deal() != null && user != null) {
                int serial = serials.computeIfAbsent(task.deal(), deal -> serials.size());
                works.add(Executors.callable(() -> answer(task, user, serial), null));
            }
        }
        people.invokeAll(works);
        return signContracts() || !works.isEmpty();
    }

    /** A supervisor has what failed done at once instead of after its pause. */
    public void tryAgain() {
        for (JsonNode job :
                desk.get("supervisor", "/engine-rest/job?withException=true&withRetriesLeft=true&maxResults=100")) {
            try {
                desk.post("supervisor", "/engine-rest/job/" + job.path("id").asText() + "/execute", Map.of());
            } catch (RestClientException e) {
                // It fails again, or a node has taken it up meanwhile.
            }
        }
    }

    /** @return ids of the tasks whose completion the product confirmed, as often as it did */
    public List<String> completed() {
        return List.copyOf(completed);
    }

    private void answer(OpenTask task, String user, int serial) {
        try {
            Map<String, Object> answer = answers.to(task, user, TO_THE_END, serial, OffsetDateTime.now());
            if (answer != null) {
                if (task.element().equals("Task_TalkToClient") && serial % CALLED == 0) {
                    call(task, user);
                }
                desk.submit(user, task, answer);
                completed.add(task.id());
            }
        } catch (RestClientException e) {
            // Somebody else's turn, or a moment's trouble: the task is still open and comes again.
        }
    }

    private void call(OpenTask task, String user) {
        JsonNode contact = desk.shown(user, task, "contactOptions").path(0).path("value");
        if (!contact.isMissingNode() && !called.contains(task.deal())) {
            desk.post(user, "/api/deals/" + task.deal() + "/calls", Map.of("contactId", contact.asText()));
            called.add(task.deal());
        }
    }

    private boolean signContracts() {
        boolean moved = false;
        for (JsonNode document : outside.get("admin", "/sandbox/edo/documents")) {
            String id = document.path("id").asText();
            if (document.path("state").asText().equals("waiting") && signed.add(id)) {
                outside.post(null, "/sandbox/edo/documents/" + id + "/sign", Map.of());
                moved = true;
            }
        }
        return moved;
    }

    @Override
    public void close() {
        people.shutdownNow();
    }
}
