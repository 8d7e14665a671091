package io.polisflow.load;

import io.polisflow.sandbox.demo.TaskAnswers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What people and outside systems do with the product in a working day, in the shares in which they do it. */
final class WorkingDay {

    private static final String JSON = "application/json";
    private static final String TASKS = "/camunda/api/engine/engine/default/task";

    @FunctionalInterface
    private interface Step {

        HttpResponse<String> take() throws IOException, InterruptedException;
    }

    @FunctionalInterface
    private interface Action {

        /** @param intended when it was meant to begin */
        void run(long intended, Books books) throws InterruptedException;
    }

    private final Random chance = new Random(7);
    private final AtomicInteger serial = new AtomicInteger();
    private final Map<Action, Integer> shares = new LinkedHashMap<>();
    private final Managers managers;
    private final Knowledge knowledge;
    private final TaskAnswers answers;
    private final Desk outside;

    WorkingDay(Managers managers, Knowledge knowledge, HttpClient http, URI product) {
        this.managers = managers;
        this.knowledge = knowledge;
        this.answers = new TaskAnswers(product);
        this.outside = new Desk(http, product, "");
        share(15, looking("is anybody calling", "/api/calls/incoming"));
        share(15, this::taskList);
        share(15, onDeal("deal", deal -> "/crm/deals/" + deal.number()));
        share(6, onDeal("client", deal -> "/crm/clients/" + deal.client()));
        share(8, looking("deals", "/crm/deals"));
        share(5, looking("funnel", "/crm/funnel"));
        share(8, looking("search", "/api/search?q=" + URLEncoder.encode("рос", StandardCharsets.UTF_8)));
        share(5, looking("calendar", "/crm/calendar"));
        share(1, looking("report", "/crm/reports/funnel"));
        share(12, this::completeTask);
        share(3, this::letter);
        share(3, this::webForm);
        share(4, this::call);
    }

    private void share(int percent, Action action) {
        shares.put(action, percent);
    }

    /** Somebody does something. */
    void happen(long intended, Books books) {
        int drawn;
        synchronized (chance) {
            drawn = chance.nextInt(
                    shares.values().stream().mapToInt(Integer::intValue).sum());
        }
        try {
            for (Map.Entry<Action, Integer> share : shares.entrySet()) {
                drawn -= share.getValue();
                if (drawn < 0) {
                    share.getKey().run(intended, books);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // What a form shows is read besides the measured steps; a refusal there ends the action only.
            books.fault("not done: " + e.getClass().getSimpleName());
        }
    }

    private Action looking(String kind, String path) {
        return (intended, books) -> {
            Desk desk = managers.anybody();
            if (signOn(desk, intended, books)) {
                step(kind, intended, books, () -> desk.get(path));
            }
        };
    }

    private Action onDeal(String kind, java.util.function.Function<Knowledge.Deal, String> path) {
        return (intended, books) -> {
            Knowledge.Deal deal = knowledge.deal();
            Desk desk = deal == null ? null : managers.of(deal.owner());
            if (desk != null && signOn(desk, intended, books)) {
                step(kind, intended, books, () -> desk.get(path.apply(deal)));
            }
        };
    }

    /** As Tasklist asks: how many, and the first page. */
    private void taskList(long intended, Books books) throws InterruptedException {
        Desk desk = managers.anybody();
        if (signOn(desk, intended, books)
                && step("task list", intended, books, () -> desk.post(TASKS + "/count", JSON, "{}"))) {
            step(
                    "task list",
                    System.nanoTime(),
                    books,
                    () -> desk.post(
                            TASKS + "?firstResult=0&maxResults=15",
                            JSON,
                            "{\"sorting\":[{\"sortBy\":\"dueDate\",\"sortOrder\":\"asc\"}]}"));
        }
    }

    private void completeTask(long intended, Books books) throws InterruptedException {
        Knowledge.Task task = knowledge.task();
        Desk desk = task == null ? null : managers.of(task.user());
        if (desk == null || !signOn(desk, intended, books)) {
            return;
        }
        String path = TASKS + "/" + task.id();
        boolean done = step("task form", intended, books, () -> desk.get(path + "/form-variables"));
        if (done) {
            String answer = answers.to(
                    task.id(), task.element(), task.process(), task.deal(), task.user(), serial.incrementAndGet());
            done = answer == null
                    || step(
                            "task completed",
                            System.nanoTime(),
                            books,
                            () -> desk.post(path + "/submit-form", JSON, answer));
        }
        if (!done) {
            knowledge.giveBack(task);
        }
    }

    private void letter(long intended, Books books) throws InterruptedException {
        Knowledge.Deal deal = knowledge.deal();
        Desk desk = deal == null ? null : managers.of(deal.owner());
        if (desk != null && signOn(desk, intended, books)) {
            String body =
                    "{\"key\":\"%s\",\"contactIds\":[%d],\"subject\":\"О сделке\",\"text\":\"Добрый день! Всё готово.\"}"
                            .formatted(UUID.randomUUID(), deal.contact());
            step("letter", intended, books, () -> desk.post("/api/deals/" + deal.number() + "/letters", JSON, body));
        }
    }

    private void webForm(long intended, Books books) throws InterruptedException {
        int number = serial.incrementAndGet();
        String body = answers.form(number, "load-" + UUID.randomUUID());
        step("web form", intended, books, () -> outside.post("/hooks/webform", JSON, body));
    }

    /** The end of a client's call, as Mango Office tells it. */
    private void call(long intended, Books books) throws InterruptedException {
        long now = Instant.now().getEpochSecond();
        String json =
                ("{\"entry_id\":\"%s\",\"call_direction\":1,\"from\":{\"number\":\"7495%07d\"},\"to\":{\"extension\":\"101\"},"
                                + "\"line_number\":\"74950000000\",\"create_time\":%d,\"forward_time\":%d,\"talk_time\":%d,"
                                + "\"end_time\":%d,\"entry_result\":1,\"disconnect_reason\":1110}")
                        .formatted(UUID.randomUUID(), serial.incrementAndGet(), now - 60, now - 60, now - 58, now);
        String body = "vpbx_api_key=sandbox&sign=" + signature(json) + "&json="
                + URLEncoder.encode(json, StandardCharsets.UTF_8);
        step(
                "telephony webhook",
                intended,
                books,
                () -> outside.post("/hooks/telephony/events/summary", "application/x-www-form-urlencoded", body));
    }

    private static String signature(String json) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(("sandbox" + json + "sandbox").getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean signOn(Desk desk, long intended, Books books) throws InterruptedException {
        synchronized (desk) {
            return desk.signedOn()
                    || step("sign-on", intended, books, () -> desk.signOn(desk.user())) && desk.signedOn();
        }
    }

    private static boolean step(String kind, long intended, Books books, Step step) throws InterruptedException {
        Answered answered;
        try {
            HttpResponse<String> response = step.take();
            answered = Answered.by(response);
            if (answered == Answered.BADLY) {
                books.fault(kind + ": " + response.statusCode() + " " + beginning(response.body()));
            }
        } catch (HttpTimeoutException e) {
            answered = Answered.BADLY;
            books.fault(kind + ": no answer in time");
        } catch (IOException e) {
            answered = Answered.BADLY;
            books.fault(kind + ": " + e);
        }
        books.add(kind, answered, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - intended));
        return answered == Answered.WELL;
    }

    private static String beginning(String body) {
        return body.substring(0, Math.min(200, body.length())).replaceAll("\\s+", " ");
    }
}
