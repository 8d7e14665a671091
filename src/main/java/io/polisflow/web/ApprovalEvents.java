package io.polisflow.web;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.Viewers;
import io.polisflow.crm.node.NewsListener;
import io.polisflow.crm.node.NodeNews;
import io.polisflow.crm.proposal.ApprovalChanged;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.OpenSessions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells those who watch an approval of each change, once it is committed and on whichever node, as long as they see the deal. */
@Component
class ApprovalEvents implements NewsListener, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ApprovalEvents.class);

    /** More than that many windows on one proposal are a mistake, not an audience. */
    private static final int MAX_WATCHERS = 100;

    private static final String TOPIC = "approval";
    private static final long RECONNECT_MILLIS = 3_000;
    private static final long HEARTBEAT_SECONDS = 25;

    /** @param login of whoever looks, whose right may end before the stream does @param signedOn so may their session */
    private record Watcher(String login, BooleanSupplier signedOn, SseEmitter emitter) {}

    private final NodeNews news;
    private final DealPages pages;
    private final DealSight sight;
    private final Viewers viewers;
    private final CurrentUser user;
    private final OpenSessions sessions;
    private final Map<Long, List<Watcher>> watchers = new ConcurrentHashMap<>();
    private volatile boolean ending;
    // Sending waits for a browser's network; the approver's request must not.
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "approval-events");
        thread.setDaemon(true);
        return thread;
    });

    ApprovalEvents(
            NodeNews news, DealPages pages, DealSight sight, Viewers viewers, CurrentUser user, OpenSessions sessions) {
        this.news = news;
        this.pages = pages;
        this.sight = sight;
        this.viewers = viewers;
        this.user = user;
        this.sessions = sessions;
        sender.scheduleAtFixedRate(this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Opens a stream that begins with the present state.
     *
     * @param present reads that state; asked once the stream already hears of changes, so that none falls in between
     */
    SseEmitter subscribe(long proposalId, Supplier<ApprovalView> present) {
        SseEmitter emitter = new SseEmitter(0L);
        Watcher watcher = new Watcher(user.id(), sessions.lasting(), emitter);
        Runnable leave = () -> leave(proposalId, watcher);
        emitter.onCompletion(leave);
        emitter.onTimeout(leave);
        emitter.onError(e -> leave.run());
        // A change told meanwhile waits for this monitor: the older state never comes last.
        synchronized (emitter) {
            join(proposalId, watcher);
            try {
                send(proposalId, watcher, event(present.get()));
            } catch (RuntimeException e) {
                leave(proposalId, watcher);
                throw e;
            }
        }
        if (ending) {
            end();
        }
        return emitter;
    }

    @EventListener
    void changed(ApprovalChanged change) {
        news.announce(TOPIC, String.valueOf(change.proposalId()));
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void heard(String proposal) {
        long proposalId = Long.parseLong(proposal);
        if (watchers.containsKey(proposalId)) {
            sender.execute(() -> tell(proposalId));
        }
    }

    @Override
    public void missed() {
        watchers.keySet().forEach(proposalId -> sender.execute(() -> tell(proposalId)));
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
        watching(approval.proposalId()).forEach(watcher -> send(approval.proposalId(), watcher, event(approval)));
    }

    private static SseEmitter.SseEventBuilder event(ApprovalView approval) {
        return SseEmitter.event()
                .name("approval")
                .reconnectTime(RECONNECT_MILLIS)
                .data(approval);
    }

    private void heartbeat() {
        try {
            watchers.keySet().forEach(id -> watching(id)
                    .forEach(watcher -> send(id, watcher, SseEmitter.event().comment("alive"))));
        } catch (RuntimeException e) {
            // Thrown out, it would end all heartbeats for good.
            log.warn("The watchers of approvals were not all told that we are there", e);
        }
    }

    /** Those who are still signed on and see the deal; the stream of whoever does not any more ends, and a new one is refused. */
    private List<Watcher> watching(long proposalId) {
        List<Watcher> all = watchers.getOrDefault(proposalId, List.of());
        all.stream().filter(watcher -> !maySee(watcher, proposalId)).forEach(watcher -> {
            leave(proposalId, watcher);
            watcher.emitter().complete();
        });
        return watchers.getOrDefault(proposalId, List.of());
    }

    private boolean maySee(Watcher watcher, long proposalId) {
        return watcher.signedOn().getAsBoolean()
                && sight.maySeePart(viewers.of(watcher.login()), "Proposal", proposalId);
    }

    private void send(long proposalId, Watcher watcher, SseEmitter.SseEventBuilder event) {
        SseEmitter emitter = watcher.emitter();
        try {
            synchronized (emitter) {
                emitter.send(event);
            }
        } catch (IOException | IllegalStateException e) {
            // The browser is gone; it asks again when it comes back.
            leave(proposalId, watcher);
        }
    }

    private void join(long proposalId, Watcher watcher) {
        // In one step with leaving: an emitter put in a list that has just been dropped would never hear anything.
        watchers.compute(proposalId, (id, list) -> {
            List<Watcher> joined = list == null ? new CopyOnWriteArrayList<>() : list;
            if (joined.size() >= MAX_WATCHERS) {
                throw new ResponseStatusException(
                        HttpStatus.TOO_MANY_REQUESTS, "Слишком много открытых окон с этим КП");
            }
            joined.add(watcher);
            return joined;
        });
    }

    private void leave(long proposalId, Watcher watcher) {
        watchers.computeIfPresent(proposalId, (id, list) -> {
            list.remove(watcher);
            return list.isEmpty() ? null : list;
        });
    }

    /** Ends all streams, and from now on each new one after the present state: browsers ask again, and the balancer asks another node. */
    void end() {
        ending = true;
        watchers.values()
                .forEach(list -> list.forEach(watcher -> watcher.emitter().complete()));
    }

    @Override
    public void destroy() {
        sender.shutdownNow();
        end();
    }
}
