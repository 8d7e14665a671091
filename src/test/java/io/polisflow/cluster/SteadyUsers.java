package io.polisflow.cluster;

import static org.awaitility.Awaitility.await;

import io.polisflow.security.Desk;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Users who go on working whatever happens to the nodes: none of their requests may fail, neither a page nor a form that is sent. */
final class SteadyUsers implements AutoCloseable {

    private static final List<String> PAGES = List.of(
            "/crm/funnel",
            "/crm/clients",
            "/camunda/api/engine/engine/default/task?maxResults=10",
            "/api/search?q=ooo",
            "/camunda/app/tasklist/default/");

    private final ExecutorService people = Executors.newCachedThreadPool();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong requests = new AtomicLong();
    private volatile boolean working = true;

    private SteadyUsers() {}

    /** @param form sends a web form */
    static SteadyUsers at(URI product, String deal, Callable<HttpResponse<String>> form) throws Exception {
        SteadyUsers users = new SteadyUsers();
        for (String user : List.of("manager", "head", "supervisor")) {
            Desk desk = new Desk(product.getPort());
            desk.signOn(user);
            users.people.execute(() -> users.browse(desk));
        }
        Desk writer = new Desk(product.getPort());
        writer.signOn("supervisor");
        users.people.execute(() -> users.leaveFiles(writer, deal));
        users.people.execute(() -> users.again("web form", form, 202));
        return users;
    }

    private void browse(Desk desk) {
        while (working) {
            for (String page : PAGES) {
                once(page, () -> desk.get(page), 200);
            }
        }
    }

    private void leaveFiles(Desk desk, String deal) {
        again(
                "file",
                () -> desk.send(new Multipart()
                        .file("file", "scan.pdf", "%PDF-1.4\n%%EOF\n")
                        .in(desk.request("/api/deals/" + deal + "/files")
                                .header("X-POLISFLOW-CSRF", desk.cookie("POLISFLOW-CSRF")))),
                201);
    }

    private void again(String what, Callable<HttpResponse<String>> request, int expected) {
        while (working) {
            once(what, request, expected);
            pause();
        }
    }

    private void once(String what, Callable<HttpResponse<String>> request, int expected) {
        try {
            HttpResponse<String> answer = request.call();
            if (answer.statusCode() != expected) {
                failures.add(what + ": " + answer.statusCode() + " " + answer.body());
            }
        } catch (Exception e) {
            failures.add(what + ": " + e);
        }
        requests.incrementAndGet();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for so many more requests. */
    void awaitMore(int more) {
        long until = requests.get() + more;
        await().atMost(Duration.ofMinutes(3)).until(() -> requests.get() >= until);
    }

    /** Lets what is under way end. */
    void stop() throws InterruptedException {
        working = false;
        people.shutdown();
        people.awaitTermination(2, TimeUnit.MINUTES);
    }

    long requests() {
        return requests.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        working = false;
        people.shutdownNow();
    }
}
