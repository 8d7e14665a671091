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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(ApprovalEvents.class);

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

    /**
     * Opens a stream that begins with the present state.
     *
     * @param present reads that state; asked once the stream already hears of changes, so that none falls in between
     */
    SseEmitter subscribe(long proposalId, Supplier<ApprovalView> present) {
        SseEmitter emitter = new SseEmitter(0L);
        Runnable leave = () -> leave(proposalId, emitter);
        emitter.onCompletion(leave);
        emitter.onTimeout(leave);
        emitter.onError(e -> leave.run());
        // A change told meanwhile waits for this monitor: the older state never comes last.
        synchronized (emitter) {
            join(proposalId, emitter);
            try {
                send(proposalId, emitter, event(present.get()));
            } catch (RuntimeException e) {
                leave(proposalId, emitter);
                throw e;
            }
        }
        return emitter;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void changed(ApprovalChanged change) {
        if (watchers.containsKey(change.proposalId())) {
            sender.execute(() -> tell(change.proposalId()));
        }
    }

    private void tell(long proposalId) {
        try {
            pages.approval(proposalId).ifPresent(this::tell);
        } catch (RuntimeException e) {
            // The executor would swallow it; who watches sees the next change or asks again.
            log.warn("Nobody was told of the change in the approval of proposal {}", proposalId, e);
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
            synchronized (emitter) {
                emitter.send(event);
            }
        } catch (IOException | IllegalStateException e) {
            // The browser is gone; it asks again when it comes back.
            leave(proposalId, emitter);
        }
    }

    private void join(long proposalId, SseEmitter emitter) {
        // In one step with leaving: an emitter put in a list that has just been dropped would never hear anything.
        watchers.compute(proposalId, (id, list) -> {
            List<SseEmitter> joined = list == null ? new CopyOnWriteArrayList<>() : list;
            if (joined.size() >= MAX_WATCHERS) {
                throw new ResponseStatusException(
                        HttpStatus.TOO_MANY_REQUESTS, "Слишком много открытых окон с этим КП");
            }
            joined.add(emitter);
            return joined;
        });
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
