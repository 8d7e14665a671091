package io.polisflow.integration.edo;

import static io.polisflow.integration.edo.DiadocApi.SYSTEM;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.integration.edo.DiadocMessages.Box;
import io.polisflow.integration.edo.DiadocMessages.Document;
import io.polisflow.integration.edo.DiadocMessages.DocumentAttachment;
import io.polisflow.integration.edo.DiadocMessages.DocumentList;
import io.polisflow.integration.edo.DiadocMessages.Entity;
import io.polisflow.integration.edo.DiadocMessages.Message;
import io.polisflow.integration.edo.DiadocMessages.MessageToPost;
import io.polisflow.integration.edo.DiadocMessages.MetadataItem;
import io.polisflow.integration.edo.DiadocMessages.Organization;
import io.polisflow.integration.edo.DiadocMessages.OrganizationList;
import io.polisflow.integration.edo.DiadocMessages.SignedContent;
import io.polisflow.integration.edo.SignatureVerifier.Expected;
import io.polisflow.integration.wire.WireAnswer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/** Has contracts signed through Diadoc: finds the client's box, sends with our signature, reads the box's events. */
class DiadocDocumentExchange implements DocumentExchange {

    private static final int LONGEST_REASON = 300;

    private final DiadocApi api;
    private final EdoProperties properties;
    private final Supplier<SigningKey> key;
    private final CmsSignatures signatures;
    private final SignatureVerifier verifier;
    private final Clock clock;
    private final DiadocShelf shelf;
    private final DiadocEvents events;

    DiadocDocumentExchange(
            DiadocApi api,
            EdoProperties properties,
            Supplier<SigningKey> key,
            SignatureVerifier verifier,
            Clock clock) {
        this.api = api;
        this.properties = properties;
        this.key = key;
        this.signatures = new CmsSignatures(clock);
        this.verifier = verifier;
        this.clock = clock;
        this.shelf = new DiadocShelf(api);
        this.events = new DiadocEvents(api, properties.boxId());
    }

    /**
     * An organisation of Diadoc itself comes before its double at another operator, an open one before a guarded one; a box
     * of another branch is never taken for the one that was asked for.
     */
    @Override
    public Optional<String> boxOf(String inn, String kpp) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("inn", inn);
        if (present(kpp)) {
            parameters.put("kpp", kpp);
        }
        WireAnswer answer = api.get("GetOrganizationsByInnKpp", parameters);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        require(answer, "GetOrganizationsByInnKpp");
        OrganizationList found = answer.read(OrganizationList.class);
        if (found.organizations() == null) {
            throw unusable("an answer without organisations");
        }
        return found.organizations().stream()
                .filter(one -> one != null && inn.equals(one.inn()))
                .filter(one -> !present(kpp) || !present(one.kpp()) || kpp.equals(one.kpp()))
                .filter(one -> !present(one.liquidationDate()))
                .sorted(Comparator.comparing((Organization one) -> Boolean.TRUE.equals(one.isRoaming()))
                        .thenComparing(one -> "CounteragentsOnly".equals(one.sociability())))
                .flatMap(one -> one.boxes() == null ? Stream.empty() : one.boxes().stream())
                .map(DiadocDocumentExchange::id)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String id(Box box) {
        return box.boxIdGuid() == null || box.boxIdGuid().isBlank() ? box.boxId() : box.boxIdGuid();
    }

    @Override
    public Sent send(Outgoing document) {
        MessageToPost message = new MessageToPost(
                properties.boxId(),
                document.boxId(),
                List.of(new DocumentAttachment(
                        signed(document.content()),
                        properties.documentType(),
                        true,
                        document.operationId(),
                        "Договор страхования № " + document.number(),
                        List.of(new MetadataItem("FileName", document.fileName())))));
        WireAnswer answer = api.post("V3/PostMessage", Map.of("operationId", document.operationId()), message);
        return switch (answer.status()) {
            case 200 -> sent(answer.read(Message.class), document.operationId());
            case 204 ->
                // The operator works on it; the same operation id finds the result when the engine comes back.
                throw unusable("still sending, asks to come back in "
                        + seconds(answer.header("Retry-After").orElse(null)));
            case 409 -> sentBefore(document);
            case 402 -> throw unusable("the operator's subscription does not allow V3/PostMessage (HTTP 402)");
            case 400, 413 -> throw new RefusedException(null, "Оператор ЭДО не принял документ: " + reason(answer));
            default -> throw unusable("HTTP " + answer.status() + " to V3/PostMessage");
        };
    }

    private SignedContent signed(byte[] content) {
        SigningKey own = key.get();
        if (!own.isValidOn(clock.instant())) {
            throw unusable("polisflow.edo.signing.key-store: our certificate is not valid today (it ends on "
                    + own.certificate().getNotAfter().toInstant() + "), so nothing is signed with it");
        }
        byte[] signature = signatures.sign(content, own);
        return content.length > DiadocLimits.LARGEST_INLINE
                ? new SignedContent(null, shelf.put(content), signature)
                : new SignedContent(content, null, signature);
    }

    private static Sent sent(Message message, String operationId) {
        return message.entities().stream()
                .filter(entity -> "Attachment".equals(entity.entityType()))
                .filter(entity -> entity.documentInfo() == null
                        || entity.documentInfo().customDocumentId() == null
                        || operationId.equals(entity.documentInfo().customDocumentId()))
                .findFirst()
                .filter(entity -> present(message.messageId()) && present(entity.entityId()))
                .map(entity -> new Sent(message.messageId(), entity.entityId()))
                .orElseThrow(() -> unusable("a sent message without its document"));
    }

    /** The operator says the message is there already, or that this client takes nothing from strangers: one look tells. */
    private Sent sentBefore(Outgoing document) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("boxId", properties.boxId());
        parameters.put("filterCategory", "Any.Outbound");
        parameters.put("counteragentBoxId", document.boxId());
        parameters.put("sortDirection", "Descending");
        WireAnswer answer = api.get("V3/GetDocuments", parameters);
        require(answer, "V3/GetDocuments");
        DocumentList found = answer.read(DocumentList.class);
        if (found.documents() == null) {
            throw unusable("a list without documents");
        }
        return found.documents().stream()
                .filter(one -> document.operationId().equals(one.customDocumentId()))
                .filter(one -> present(one.messageId()) && present(one.entityId()))
                .findFirst()
                .map(one -> new Sent(one.messageId(), one.entityId()))
                .orElseThrow(() -> new RefusedException(
                        null,
                        "Клиент принимает в ЭДО документы только от приглашённых контрагентов: "
                                + "отправьте приглашение или подпишите договор на бумаге."));
    }

    @Override
    public List<StateEvent> eventsAfter(String afterKey) {
        return events.after(afterKey);
    }

    /**
     * Valid means: both signatures fit exactly these bytes, their certificates lead to authorities that we trust, and the
     * recipient's speaks for the client. The operator's own verdict over powers of attorney is the state
     * {@link State#INVALID_SIGNATURE}, which must not have come.
     */
    @Override
    public SignatureCheck checkSignature(String messageId, String documentId, byte[] signed, Signatory expected) {
        Message message = message(messageId, documentId);
        Document document = message.entities().stream()
                .filter(entity -> documentId.equals(entity.entityId()))
                .map(Entity::documentInfo)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> unusable("a message without the document asked for"));
        byte[] signature = signature(messageId, signatures(message, documentId, false), "of the recipient");
        byte[] ownSignature = signature(messageId, signatures(message, documentId, true), "of our own");
        Instant receivedAt = expected.signedAt() == null ? clock.instant() : expected.signedAt();
        List<SignatureFacts> ours =
                verifier.verify(ownSignature, new Expected(signed, null, sentAt(message, receivedAt), true));
        List<SignatureFacts> clients =
                verifier.verify(signature, new Expected(signed, expected.inn(), receivedAt, false));
        String problem = problem(clients, ours, expected.inn(), document);
        String signer = clients.stream()
                .map(SignatureFacts::signer)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return new SignatureCheck(
                problem == null,
                signer.isEmpty() ? null : signer,
                problem,
                signature,
                ownSignature,
                Stream.concat(ours.stream(), clients.stream()).toList());
    }

    /** When the operator received the message with our signature; a certificate that ended since then was good at that time. */
    private static Instant sentAt(Message message, Instant otherwise) {
        try {
            return message.timestampTicks() == null ? otherwise : DiadocMessages.time(message.timestampTicks());
        } catch (DateTimeException e) {
            throw unusable("a message out of time");
        }
    }

    private static String problem(
            List<SignatureFacts> clients, List<SignatureFacts> ours, String inn, Document document) {
        Optional<String> found = firstProblem(clients);
        if (found.isPresent()) {
            return found.get();
        }
        if (!present(inn)) {
            return "У клиента не указан ИНН: не с чем сверить сертификат подписанта.";
        }
        if ("InvalidRecipientSignature".equals(document.recipientResponseStatus())) {
            return "Оператор ЭДО признал подпись недействительной.";
        }
        return firstProblem(ours).map(own -> "Подпись страховщика: " + own).orElse(null);
    }

    private static Optional<String> firstProblem(List<SignatureFacts> signatures) {
        return signatures.stream()
                .map(SignatureFacts::problem)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** After an invalid signature somebody may have signed again: the last one counts. */
    private byte[] signature(String messageId, List<Entity> found, String whose) {
        if (found.isEmpty()) {
            throw unusable("no signature " + whose + " yet");
        }
        return content(messageId, found.get(found.size() - 1).entityId());
    }

    private List<Entity> signatures(Message message, String documentId, boolean ours) {
        return message.entities().stream()
                .filter(entity -> "Signature".equals(entity.entityType()))
                .filter(entity -> documentId.equals(entity.parentEntityId()))
                .filter(entity -> present(entity.entityId())
                        && present(entity.signerBoxId())
                        && ours == DiadocMessages.sameBox(properties.boxId(), entity.signerBoxId()))
                .toList();
    }

    private Message message(String messageId, String documentId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("boxId", properties.boxId());
        parameters.put("messageId", messageId);
        parameters.put("entityId", documentId);
        // Without it the operator answers with its own time-stamped re-signing as well.
        parameters.put("originalSignature", "true");
        WireAnswer answer = api.get("V5/GetMessage", parameters);
        require(answer, "V5/GetMessage");
        return answer.read(Message.class);
    }

    private byte[] content(String messageId, String entityId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("boxId", properties.boxId());
        parameters.put("messageId", messageId);
        parameters.put("entityId", entityId);
        WireAnswer answer = api.get("V4/GetEntityContent", parameters);
        require(answer, "V4/GetEntityContent");
        byte[] bytes = answer.bytes();
        if (bytes.length == 0
                || answer.type().filter(DiadocDocumentExchange::isText).isPresent()) {
            throw unusable("no signature in the answer to V4/GetEntityContent");
        }
        return bytes;
    }

    /** A signature is bytes: what claims to be text is an error page, and says nothing about whoever signed. */
    private static boolean isText(MediaType type) {
        return type.getCharset() != null
                || "text".equals(type.getType())
                || MediaType.APPLICATION_JSON.isCompatibleWith(type);
    }

    private static void require(WireAnswer answer, String method) {
        if (answer.status() != 200) {
            throw unusable("HTTP " + answer.status() + " to " + method);
        }
    }

    private static String reason(WireAnswer answer) {
        String text = answer.text().strip();
        if (text.isEmpty() || text.startsWith("<")) {
            return "причина не названа.";
        }
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }

    private static String seconds(String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}") ? retryAfter + " s" : "a while";
    }

    private static boolean present(String text) {
        return text != null && !text.isBlank();
    }

    private static UnavailableException unusable(String fault) {
        return new UnavailableException(SYSTEM, fault, null);
    }
}
