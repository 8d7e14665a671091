package io.polisflow.sandbox;

import io.polisflow.sandbox.SandboxCompanies.Company;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the simulated EDO operator keeps: who has a box, which documents were sent, and every event in its order. */
@Component
@Profile("sandbox & !production")
class EdoBoxes {

    /** Companies of the sandbox that sign on paper: «ООО «Пример-Область»» and the sole trader. */
    private static final Set<String> ON_PAPER = Set.of("0000000064", "000000000184");

    private static final String SYSTEM = "edo";

    private final SandboxCompanies companies;
    private final Clock clock;
    private final SandboxState state;
    private final Map<String, Sent> byOperation = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    /** Grows over restarts as well, so that a reader who remembers the last key of an earlier life misses nothing. */
    private long lastKey;

    EdoBoxes(SandboxCompanies companies, Clock clock, SandboxState state) {
        this.companies = companies;
        this.clock = clock;
        this.state = state;
        this.lastKey = clock.instant().toEpochMilli() * 1000;
        state.kept(SYSTEM, Kept.class).stream()
                .sorted(Comparator.comparing(Kept::at))
                .forEach(this::remember);
        events.sort(Comparator.comparing(Event::key));
        if (!events.isEmpty()) {
            lastKey = Math.max(lastKey, events.get(events.size() - 1).key());
        }
    }

    /** A document as it lies in its file. */
    record Kept(
            Posted posted,
            String inn,
            Instant at,
            List<Added> added,
            Response response,
            String reason,
            List<KeptEvent> events) {}

    record KeptEvent(long key, boolean delivered, String entityId, Instant at) {}

    private void remember(Kept kept) {
        companies.find(kept.inn()).ifPresent(company -> {
            Sent sent = new Sent(kept.posted(), company, kept.at());
            sent.added.addAll(kept.added());
            sent.response = kept.response();
            sent.reason = kept.reason();
            byOperation.put(sent.operationId, sent);
            kept.events()
                    .forEach(event ->
                            events.add(new Event(event.key(), sent, event.delivered(), event.entityId(), event.at())));
        });
    }

    private void keep(Sent sent) {
        state.keep(
                SYSTEM,
                sent.documentId,
                new Kept(
                        sent.posted,
                        sent.to.inn(),
                        sent.at,
                        List.copyOf(sent.added),
                        sent.response,
                        sent.reason,
                        events.stream()
                                .filter(event -> event.document() == sent)
                                .map(event ->
                                        new KeptEvent(event.key(), event.delivered(), event.entityId(), event.at()))
                                .toList()));
    }

    /** What the recipient did, in the operator's words. */
    enum Response {
        WaitingForRecipientSignature,
        WithRecipientSignature,
        RecipientSignatureRequestRejected,
        InvalidRecipientSignature
    }

    /** @param kind {@code Signature} or {@code SignatureRequestRejection} */
    record Added(String entityId, String kind, String byBox, byte[] content) {}

    /** A document on its way, with all that was added to it. */
    static final class Sent {

        final Posted posted;
        final String operationId;
        final String messageId;
        final String documentId;
        final String fromBox;
        final Company to;
        final String fileName;
        final String comment;
        final String type;
        final byte[] content;
        final Instant at;
        final List<Added> added = new CopyOnWriteArrayList<>();
        volatile Response response = Response.WaitingForRecipientSignature;
        volatile String reason;

        Sent(Posted posted, Company to, Instant at) {
            this.posted = posted;
            this.operationId = posted.operationId();
            // Derived, so that the same operation means the same message after a restart too.
            this.messageId = uuid("message " + posted.operationId());
            this.documentId = uuid("document " + posted.operationId());
            this.fromBox = posted.fromBox();
            this.to = to;
            this.fileName = posted.fileName();
            this.comment = posted.comment();
            this.type = posted.type();
            this.content = posted.content();
            this.at = at;
        }

        Optional<Added> added(String entityId) {
            return added.stream().filter(one -> one.entityId().equals(entityId)).findFirst();
        }
    }

    record Posted(
            String operationId,
            String fromBox,
            String toBox,
            String customDocumentId,
            String fileName,
            String comment,
            String type,
            byte[] content,
            byte[] signature) {}

    /** @param entityId the entity that this event added, or null when the message itself came or was delivered */
    record Event(long key, Sent document, boolean delivered, String entityId, Instant at) {

        boolean isMessage() {
            return !delivered && entityId == null;
        }
    }

    static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String boxOf(Company company) {
        return uuid("box " + company.inn());
    }

    /** Everybody the registry knows takes electronic documents but the few on paper. */
    Optional<Company> member(String inn) {
        return companies.find(inn).filter(company -> !ON_PAPER.contains(company.inn()));
    }

    Optional<Company> owner(String box) {
        return companies.all().stream()
                .filter(company -> !ON_PAPER.contains(company.inn()))
                .filter(company -> boxOf(company).equals(box))
                .findFirst();
    }

    synchronized Sent post(Posted posted, Company to) {
        return byOperation.computeIfAbsent(posted.operationId(), operation -> {
            Sent sent = new Sent(posted, to, clock.instant());
            sent.added.add(
                    new Added(uuid("signature " + operation), "Signature", posted.fromBox(), posted.signature()));
            append(sent, false, null);
            append(sent, true, null);
            keep(sent);
            return sent;
        });
    }

    /**
     * @return what came of it, or empty when the document is decided already
     */
    synchronized boolean sign(Sent document, byte[] signature, Response seenAs) {
        if (document.response == Response.WithRecipientSignature) {
            return seenAs == Response.WithRecipientSignature;
        }
        if (document.response == Response.RecipientSignatureRequestRejected) {
            return false;
        }
        add(document, "Signature", signature, seenAs);
        return true;
    }

    synchronized boolean refuse(Sent document, String reason) {
        if (document.response == Response.RecipientSignatureRequestRejected) {
            return true;
        }
        if (document.response == Response.WithRecipientSignature) {
            return false;
        }
        document.reason = reason;
        add(
                document,
                "SignatureRequestRejection",
                reason.getBytes(StandardCharsets.UTF_8),
                Response.RecipientSignatureRequestRejected);
        return true;
    }

    private void add(Sent document, String kind, byte[] content, Response response) {
        String entityId = UUID.randomUUID().toString();
        document.added.add(new Added(entityId, kind, boxOf(document.to), content));
        document.response = response;
        append(document, false, entityId);
        keep(document);
    }

    private void append(Sent document, boolean delivered, String entityId) {
        Event event = new Event(++lastKey, document, delivered, entityId, clock.instant());
        events.add(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    /** The listener is told each event from now on, on the thread that made it. */
    void whenever(Consumer<Event> listener) {
        listeners.add(listener);
    }

    /** Newest last. */
    synchronized List<Sent> documents() {
        return List.copyOf(byOperation.values());
    }

    /** @param id of the message or of the document in it */
    synchronized Optional<Sent> find(String id) {
        return byOperation.values().stream()
                .filter(one -> one.messageId.equals(id) || one.documentId.equals(id))
                .findFirst();
    }

    synchronized List<Event> eventsAfter(Long key, int limit) {
        return events.stream()
                .filter(event -> key == null || event.key() > key)
                .limit(limit)
                .toList();
    }

    synchronized List<Event> newest() {
        return events.isEmpty() ? List.of() : List.of(events.get(events.size() - 1));
    }

    /** The operator's keys are opaque base64, with signs that an address has to encode. */
    static String text(long key) {
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(key).array());
    }

    /** @throws IllegalArgumentException when this was never a key */
    static Long key(String text) {
        if (text == null) {
            return null;
        }
        byte[] bytes = Base64.getDecoder().decode(text);
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("no index key");
        }
        return ByteBuffer.wrap(bytes).getLong();
    }
}
