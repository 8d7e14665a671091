package io.polisflow.web;

import io.polisflow.crm.proposal.ApprovalChanged;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells those who watch an approval of each change, once it is committed. */
@Component
class ApprovalEvents implements DisposableBean {

    /** More than that many windows on one proposal are a mistake, not an audience. */
    private static final int MAX_WATCHERS = 100;

    private static final long RECONNECT_MILLIS = 3_000;
    private static final long HEARTBEAT_SECONDS = 25;

    private final DealPages pages;
    private final Map<Long, List<SseEmitter>> watchers = new ConcurrentHashMap<>();
    // Sending waits for a browser's network; the approver's request must not.
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "approval-events");
        thread.setDaemon(true);
        return thread;
    });

    ApprovalEvents(DealPages pages) {
        this.pages = pages;
        sender.scheduleAtFixedRate(this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** Opens a stream that begins with the present state. */
    SseEmitter subscribe(long proposalId, ApprovalView present) {
        List<SseEmitter> list = watchers.computeIfAbsent(proposalId, id -> new CopyOnWriteArrayList<>());
        if (list.size() >= MAX_WATCHERS) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, "Слишком много открытых окон с этим КП");
        }
        SseEmitter emitter = new SseEmitter(0L);
        Runnable leave = () -> leave(proposalId, emitter);
        emitter.onCompletion(leave);
        emitter.onTimeout(leave);
        emitter.onError(e -> leave.run());
        list.add(emitter);
        send(proposalId, emitter, event(present));
        return emitter;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void changed(ApprovalChanged change) {
        if (watchers.containsKey(change.proposalId())) {
            sender.execute(() -> pages.approval(change.proposalId()).ifPresent(this::tell));
        }
    }

    private void tell(ApprovalView approval) {
        watchers.getOrDefault(approval.proposalId(), List.of())
                .forEach(emitter -> send(approval.proposalId(), emitter, event(approval)));
    }

    private static SseEmitter.SseEventBuilder event(ApprovalView approval) {
        return SseEmitter.event()
                .name("approval")
                .reconnectTime(RECONNECT_MILLIS)
                .data(approval);
    }

    private void heartbeat() {
        watchers.forEach((id, list) ->
                list.forEach(emitter -> send(id, emitter, SseEmitter.event().comment("alive"))));
    }

    private void send(long proposalId, SseEmitter emitter, SseEmitter.SseEventBuilder event) {
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException e) {
            // The browser is gone; it asks again when it comes back.
            leave(proposalId, emitter);
        }
    }

    private void leave(long proposalId, SseEmitter emitter) {
        watchers.computeIfPresent(proposalId, (id, list) -> {
            list.remove(emitter);
            return list.isEmpty() ? null : list;
        });
    }

    @Override
    public void destroy() {
        sender.shutdownNow();
        watchers.values().forEach(list -> list.forEach(SseEmitter::complete));
    }
}
