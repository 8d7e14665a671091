package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.DiadocApi.SYSTEM;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.DocumentExchange.StateEvent;
import io.polisflow.integration.edo.DiadocMessages.BoxEvent;
import io.polisflow.integration.edo.DiadocMessages.BoxEventList;
import io.polisflow.integration.edo.DiadocMessages.Document;
import io.polisflow.integration.edo.DiadocMessages.Entity;
import io.polisflow.integration.edo.DiadocMessages.Message;
import io.polisflow.integration.wire.WireAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the box's sequence of events as states of our documents.
 *
 * <p>An event says only that something came to a message; what became of the document is judged by its
 * {@code RecipientResponseStatus}, so an event read late tells the state of today, never one that is over.
 */
class DiadocEvents {

    private static final Logger LOG = LoggerFactory.getLogger(DiadocEvents.class);
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final int LONGEST_COMMENT = 2000;
    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");

    private final DiadocApi api;
    private final String boxId;
    /** The key after which nothing but other people's events stood, and where that stretch ended; read once only. */
    private volatile Stretch empty = new Stretch(null, null);

    DiadocEvents(DiadocApi api, String boxId) {
        this.api = api;
        this.boxId = boxId;
    }

    private record Stretch(String from, String to) {}

    List<StateEvent> after(String afterKey) {
        Stretch known = empty;
        String from = known.to() != null && Objects.equals(known.from(), afterKey) ? known.to() : afterKey;
        for (int page = 0; page < MOST_PAGES; page++) {
            List<BoxEvent> events = page(from);
            if (events.isEmpty()) {
                return List.of();
            }
            List<StateEvent> states = states(events);
            if (!states.isEmpty()) {
                return states;
            }
            from = events.get(events.size() - 1).indexKey();
            empty = new Stretch(afterKey, from);
        }
        return List.of();
    }

    private List<BoxEvent> page(String from) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("boxId", boxId);
        parameters.put("messageType", "Letter");
        parameters.put("documentDirection", "Outbound");
        if (from != null) {
            parameters.put("afterIndexKey", from);
        }
        parameters.put("limit", String.valueOf(PAGE));
        WireAnswer answer = api.look("V7/GetNewEvents", parameters);
        if (answer.status() != 200) {
            throw unusable("HTTP " + answer.status() + " to V7/GetNewEvents");
        }
        List<BoxEvent> events = answer.read(BoxEventList.class).events();
        if (events == null) {
            throw unusable("an answer without events");
        }
        if (events.stream()
                .anyMatch(event -> event == null
                        || event.indexKey() == null
                        || event.indexKey().isBlank())) {
            throw unusable("an event without its index key");
        }
        return events;
    }

    private List<StateEvent> states(List<BoxEvent> events) {
        Map<String, Optional<Message>> messages = new HashMap<>();
        List<StateEvent> states = new ArrayList<>();
        for (BoxEvent event : events) {
            if (event.message() != null) {
                add(states, event, event.message(), State.SENT, event.message().timestampTicks());
            } else if (event.patch() != null
                    && !event.patch().forDraft()
                    && event.patch().messageId() != null) {
                messages.computeIfAbsent(event.patch().messageId(), this::message)
                        .ifPresent(message -> add(
                                states,
                                event,
                                message,
                                event.patch().messageIsDelivered() ? State.DELIVERED : null,
                                event.patch().timestampTicks()));
            }
        }
        return states;
    }

    /** @param event's own state, which counts as long as the recipient has not answered; null: it tells none */
    private void add(List<StateEvent> states, BoxEvent event, Message message, State own, Long ticks) {
        for (Entity entity : message.entities()) {
            Document document = entity.documentInfo();
            if ("Attachment".equals(entity.entityType()) && document != null && entity.entityId() != null) {
                State answered = event.message() != null ? null : answered(document);
                State state = answered == null ? own : answered;
                if (state != null) {
                    states.add(new StateEvent(
                            event.indexKey(),
                            message.messageId(),
                            entity.entityId(),
                            state,
                            comment(state, message, entity.entityId()),
                            time(ticks)));
                }
            }
        }
    }

    private String comment(State state, Message message, String documentId) {
        return switch (state) {
            case REFUSED -> refusal(message, documentId);
            case INVALID_SIGNATURE -> "Оператор ЭДО признал подпись клиента недействительной.";
            default -> null;
        };
    }

    private static State answered(Document document) {
        String status = document.recipientResponseStatus();
        return status == null
                ? null
                : switch (status) {
                    case "WithRecipientSignature" -> State.SIGNED;
                    case "RecipientSignatureRequestRejected" -> State.REFUSED;
                    case "InvalidRecipientSignature" -> State.INVALID_SIGNATURE;
                    default -> null;
                };
    }

    /** Empty when the message is not ours to read: one such must not hold up the events behind it. */
    private Optional<Message> message(String messageId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("boxId", boxId);
        parameters.put("messageId", messageId);
        WireAnswer answer = api.get("V5/GetMessage", parameters);
        return switch (answer.status()) {
            case 200 -> Optional.of(answer.read(Message.class));
            case 403, 404 -> {
                LOG.warn(
                        "EDO message {} cannot be read (HTTP {}); its events are passed over",
                        messageId,
                        answer.status());
                yield Optional.empty();
            }
            default -> throw unusable("HTTP " + answer.status() + " to V5/GetMessage");
        };
    }

    private String refusal(Message message, String documentId) {
        return message.entities().stream()
                .filter(entity -> documentId.equals(entity.parentEntityId()))
                .filter(entity -> "SignatureRequestRejection".equals(entity.attachmentType())
                        || "XmlSignatureRejection".equals(entity.attachmentType()))
                .reduce((earlier, later) -> later)
                .map(entity -> comment(message.messageId(), entity))
                .orElse(null);
    }

    private String comment(String messageId, Entity rejection) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("boxId", boxId);
        parameters.put("messageId", messageId);
        parameters.put("entityId", rejection.entityId());
        WireAnswer answer = api.get("V4/GetEntityContent", parameters);
        String text =
                switch (answer.status()) {
                    case 200 ->
                        "XmlSignatureRejection".equals(rejection.attachmentType())
                                ? wordsOf(answer.bytes())
                                : plain(answer).strip();
                    // Without its words it is a refusal all the same, and must not hold up the events behind it.
                    case 403, 404 -> "";
                    default -> throw unusable("HTTP " + answer.status() + " to V4/GetEntityContent");
                };
        return text.length() > LONGEST_COMMENT ? text.substring(0, LONGEST_COMMENT) : text;
    }

    /** The bytes are the client's own, and not every program of theirs writes UTF-8; what claims a charset must keep to it. */
    private static String plain(WireAnswer answer) {
        if (answer.type().map(MediaType::getCharset).isPresent()) {
            return answer.text();
        }
        byte[] bytes = answer.bytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS_1251);
        }
    }

    /** The tax service's form of a rejection keeps the words in one element, mostly in windows-1251. */
    private static String wordsOf(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The default handler prints what is broken to the console.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new ByteArrayInputStream(xml))
                    .getElementsByTagName("ТекстУведУточ")
                    .item(0)
                    .getTextContent()
                    .strip();
        } catch (ParserConfigurationException | SAXException | IOException | NullPointerException e) {
            LOG.warn(
                    "the words of an EDO rejection cannot be read ({})",
                    e.getClass().getSimpleName());
            return "";
        }
    }

    private static Instant time(Long ticks) {
        try {
            if (ticks != null) {
                return DiadocMessages.time(ticks);
            }
        } catch (DateTimeException e) {
            throw unusable("an event out of time");
        }
        throw unusable("an event without its time");
    }

    private static UnavailableException unusable(String fault) {
        return new UnavailableException(SYSTEM, fault, null);
    }
}
