package io.polisflow.sandbox;

import io.polisflow.sandbox.WireLog.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Shows what went over the wire: as a list, one in full, and live as server-sent events. */
@RestController
@RequestMapping("/sandbox/log")
@Profile("sandbox & !production")
class WireLogSandbox implements DisposableBean {

    private static final int MOST_WINDOWS = 30;
    private static final int HEARTBEAT_SECONDS = 15;

    private final WireLog log;
    private final List<SseEmitter> windows = new CopyOnWriteArrayList<>();
    /** One thread for all: a window that reads slowly must not hold a simulated system back. */
    private final ScheduledExecutorService voice = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-log");
        thread.setDaemon(true);
        return thread;
    });

    WireLogSandbox(WireLog log) {
        this.log = log;
        log.follow(entry -> {
            if (!windows.isEmpty() && !voice.isShutdown()) {
                voice.execute(() -> tell(SseEmitter.event().name("exchange").data(entry.line())));
            }
        });
        // Without it nobody would notice that a window was closed.
        voice.scheduleWithFixedDelay(
                () -> tell(SseEmitter.event().comment("")), HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** @param system null for all @param limit at most {@value WireLog#REMEMBERED} @param full with headers and bodies */
    @GetMapping
    ResponseEntity<Object> list(
            @RequestParam(required = false) String system,
            @RequestParam(defaultValue = "200") int limit,
            @RequestParam(defaultValue = "true") boolean full) {
        if (system != null && !Behaviours.SYSTEMS.contains(system)) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "Поле «system» должно быть одним из: " + String.join(", ", Behaviours.SYSTEMS) + ".");
        }
        if (limit < 1 || limit > WireLog.REMEMBERED) {
            return problem(HttpStatus.BAD_REQUEST, "Поле «limit» должно быть от 1 до " + WireLog.REMEMBERED + ".");
        }
        List<Entry> found = log.latest(system, limit);
        return ResponseEntity.ok(full ? found : found.stream().map(Entry::line).toList());
    }

    @GetMapping("/{id:\\d{1,18}}")
    ResponseEntity<Object> show(@PathVariable long id) {
        return log.find(id)
                .<ResponseEntity<Object>>map(ResponseEntity::ok)
                .orElseGet(() -> problem(
                        HttpStatus.NOT_FOUND, "Этой записи уже нет: хранятся последние " + WireLog.REMEMBERED + "."));
    }

    @DeleteMapping
    ResponseEntity<Void> clear() {
        log.clear();
        return ResponseEntity.noContent().build();
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream() throws IOException {
        SseEmitter window = new SseEmitter(0L);
        window.onCompletion(() -> windows.remove(window));
        window.onError(error -> windows.remove(window));
        while (windows.size() >= MOST_WINDOWS) {
            windows.remove(0).complete();
        }
        window.send(SseEmitter.event().name("open").data("{}", MediaType.APPLICATION_JSON));
        windows.add(window);
        return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(window);
    }

    private void tell(SseEmitter.SseEventBuilder event) {
        for (SseEmitter window : windows) {
            try {
                window.send(event);
            } catch (IOException | IllegalStateException e) {
                windows.remove(window);
            }
        }
    }

    /** Before the server waits for open requests to end. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        List<SseEmitter> open = new ArrayList<>(windows);
        windows.clear();
        open.forEach(SseEmitter::complete);
    }

    @Override
    public void destroy() {
        voice.shutdownNow();
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
