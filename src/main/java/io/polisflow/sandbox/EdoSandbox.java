package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.EdoBoxes.Added;
import io.polisflow.sandbox.EdoBoxes.Event;
import io.polisflow.sandbox.EdoBoxes.Posted;
import io.polisflow.sandbox.EdoBoxes.Sent;
import io.polisflow.sandbox.SandboxCompanies.Company;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers as the EDO operator Diadoc does, as far as sending a contract and following it needs. */
@RestController
@RequestMapping("/sandbox/edo")
@Profile("sandbox & !production")
class EdoSandbox {

    private static final int MOST_EVENTS = 100;
    private static final long TICKS_PER_SECOND = 10_000_000L;
    private static final long EPOCH_IN_TICK_SECONDS = 62_135_596_800L;

    private final EdoBoxes boxes;
    private final ClientKeys keys;
    private final EdoShelf shelf;
    private final ObjectMapper json;
    private final String authorization;
    private final String insurerBox;

    EdoSandbox(
            EdoBoxes boxes,
            ClientKeys keys,
            EdoShelf shelf,
            ObjectMapper json,
            @Value("${polisflow.sandbox.edo.token:sandbox}") String token,
            @Value("${polisflow.sandbox.edo.box-id:5a1d0c4e-6f0b-4b52-9a53-0c1d7e7f2b10}") String insurerBox) {
        this.boxes = boxes;
        this.keys = keys;
        this.shelf = shelf;
        this.json = json;
        this.authorization = "Bearer " + token;
        this.insurerBox = insurerBox;
    }

    @GetMapping("/GetOrganizationsByInnKpp")
    ResponseEntity<Object> organizations(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(required = false) String inn,
            @RequestParam(required = false) String kpp) {
        if (!authorization.equals(credentials)) {
            return text(HttpStatus.UNAUTHORIZED, "Unauthorized");
        }
        if (inn == null || !inn.matches("\\d{10}|\\d{12}")) {
            return text(HttpStatus.BAD_REQUEST, "Invalid inn");
        }
        List<Map<String, Object>> found = boxes
                .member(inn)
                .filter(company -> kpp == null || company.kpp() == null || kpp.equals(company.kpp()))
                .map(EdoSandbox::organization)
                .stream()
                .toList();
        return ResponseEntity.ok(Map.of("Organizations", found));
    }

    private static Map<String, Object> organization(Company company) {
        String box = EdoBoxes.boxOf(company);
        Map<String, Object> organization = new LinkedHashMap<>();
        organization.put("OrgId", EdoBoxes.uuid("organization " + company.inn()));
        organization.put("Inn", company.inn());
        organization.put("Kpp", company.kpp() == null ? "" : company.kpp());
        organization.put("Ogrn", company.ogrn());
        organization.put("FullName", company.fullName());
        organization.put("ShortName", company.shortName());
        organization.put(
                "Boxes", List.of(Map.of("BoxId", box + "@diadoc.ru", "BoxIdGuid", box, "Title", company.shortName())));
        organization.put("IsActive", true);
        organization.put("IsRoaming", false);
        organization.put("Sociability", "AllOrganizations");
        return organization;
    }

    @PostMapping("/V3/PostMessage")
    ResponseEntity<Object> post(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(required = false) String operationId,
            @RequestBody(required = false) byte[] body) {
        if (!authorization.equals(credentials)) {
            return text(HttpStatus.UNAUTHORIZED, "Unauthorized");
        }
        Posted posted;
        try {
            posted = posted(operationId, body);
        } catch (IOException | IllegalArgumentException e) {
            return text(HttpStatus.BAD_REQUEST, "Invalid message: " + e.getMessage());
        }
        if (!insurerBox.equals(posted.fromBox())) {
            return text(HttpStatus.FORBIDDEN, "Access to the box is denied");
        }
        Optional<Company> recipient = boxes.owner(posted.toBox());
        if (recipient.isEmpty()) {
            return text(HttpStatus.BAD_REQUEST, "Ящик получателя не найден");
        }
        if (!keys.fits(posted.content(), posted.signature())) {
            return text(HttpStatus.BAD_REQUEST, "Подпись отправителя не соответствует документу");
        }
        return ResponseEntity.ok(message(boxes.post(posted, recipient.get())));
    }

    @PostMapping("/ShelfUploadPartInit")
    ResponseEntity<Object> firstPart(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(defaultValue = "") String fileExtension,
            @RequestParam(defaultValue = "false") boolean isLastPart,
            @RequestBody(required = false) byte[] part) {
        if (!authorization.equals(credentials)) {
            return text(HttpStatus.UNAUTHORIZED, "Unauthorized");
        }
        return shelf.begin(fileExtension, part, isLastPart)
                .map(name -> text(HttpStatus.OK, name))
                .orElseGet(() -> text(HttpStatus.BAD_REQUEST, "Invalid part"));
    }

    @PostMapping("/ShelfUploadPart")
    ResponseEntity<Object> nextPart(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam String fileName,
            @RequestParam int partIndex,
            @RequestParam(defaultValue = "false") boolean isLastPart,
            @RequestBody(required = false) byte[] part) {
        if (!authorization.equals(credentials)) {
            return text(HttpStatus.UNAUTHORIZED, "Unauthorized");
        }
        return shelf.add(fileName, partIndex, part, isLastPart)
                ? ResponseEntity.ok().build()
                : text(HttpStatus.BAD_REQUEST, "Invalid part");
    }

    private Posted posted(String operationId, byte[] body) throws IOException {
        JsonNode message;
        try {
            message = json.readTree(new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
        JsonNode documents = message.path("DocumentAttachments");
        if (documents.size() != 1) {
            throw new IllegalArgumentException("this operator takes one document at a time");
        }
        JsonNode document = documents.get(0);
        JsonNode signed = document.path("SignedContent");
        byte[] content = signed.hasNonNull("NameOnShelf")
                ? shelf.content(signed.path("NameOnShelf").asText()).orElse(null)
                : signed.path("Content").binaryValue();
        byte[] signature = signed.path("Signature").binaryValue();
        String type = document.path("TypeNamedId").asText();
        if (content == null || content.length == 0 || signature == null || type.isEmpty()) {
            throw new IllegalArgumentException("a document needs Content, Signature and TypeNamedId");
        }
        String fileName = "document.pdf";
        for (JsonNode item : document.path("Metadata")) {
            if ("FileName".equals(item.path("Key").asText())) {
                fileName = item.path("Value").asText();
            }
        }
        return new Posted(
                // Without one the operator takes the body's hash.
                operationId == null ? UUID.nameUUIDFromBytes(body).toString() : operationId,
                message.path("FromBoxId").asText(),
                message.path("ToBoxId").asText(),
                document.path("CustomDocumentId").asText(null),
                fileName,
                document.path("Comment").asText(""),
                type,
                content,
                signature);
    }

    @GetMapping("/V7/GetNewEvents")
    ResponseEntity<Object> events(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(required = false) String boxId,
            @RequestParam(required = false) String afterIndexKey,
            @RequestParam(defaultValue = "Ascending") String orderBy,
            @RequestParam(defaultValue = "100") int limit) {
        ResponseEntity<Object> barred = barred(credentials, boxId);
        if (barred != null) {
            return barred;
        }
        if (limit < 1 || limit > MOST_EVENTS) {
            return text(HttpStatus.BAD_REQUEST, "Invalid limit");
        }
        List<Event> found;
        try {
            found = "Descending".equals(orderBy)
                    ? boxes.newest()
                    : boxes.eventsAfter(EdoBoxes.key(afterIndexKey), limit);
        } catch (IllegalArgumentException e) {
            return text(HttpStatus.BAD_REQUEST, "cursor must have valid value");
        }
        return ResponseEntity.ok(Map.of(
                "Events",
                found.stream().map(this::event).toList(),
                "TotalCount",
                found.size(),
                "TotalCountType",
                "Equal"));
    }

    private Map<String, Object> event(Event event) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("EventId", EdoBoxes.uuid("event " + event.key()));
        shape.put("IndexKey", EdoBoxes.text(event.key()));
        Sent document = event.document();
        if (event.isMessage()) {
            shape.put("Message", message(document));
            return shape;
        }
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("MessageId", document.messageId);
        patch.put("PatchId", EdoBoxes.uuid("event " + event.key()));
        patch.put("TimestampTicks", ticks(event.at()));
        patch.put("MessageType", "Letter");
        patch.put("ForDraft", false);
        patch.put("MessageIsDelivered", event.delivered());
        patch.put(
                "Entities",
                event.entityId() == null
                        ? List.of()
                        : document.added(event.entityId())
                                .map(added -> List.of(entity(document, added)))
                                .orElse(List.of()));
        shape.put("Patch", patch);
        return shape;
    }

    @GetMapping("/V5/GetMessage")
    ResponseEntity<Object> message(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(required = false) String boxId,
            @RequestParam(required = false) String messageId) {
        ResponseEntity<Object> barred = barred(credentials, boxId);
        if (barred != null) {
            return barred;
        }
        return boxes.find(messageId)
                .<ResponseEntity<Object>>map(found -> ResponseEntity.ok(message(found)))
                .orElseGet(() -> text(HttpStatus.NOT_FOUND, "Message not found"));
    }

    @GetMapping("/V3/GetDocuments")
    ResponseEntity<Object> documents(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(required = false) String boxId,
            @RequestParam(required = false) String filterCategory,
            @RequestParam(required = false) String counteragentBoxId) {
        ResponseEntity<Object> barred = barred(credentials, boxId);
        if (barred != null) {
            return barred;
        }
        if (!"Any.Outbound".equals(filterCategory)) {
            return text(HttpStatus.BAD_REQUEST, "Invalid filterCategory");
        }
        List<Map<String, Object>> found = new ArrayList<>();
        for (Sent one : boxes.documents()) {
            if (counteragentBoxId == null || counteragentBoxId.equals(EdoBoxes.boxOf(one.to))) {
                found.add(0, document(one));
            }
        }
        return ResponseEntity.ok(
                Map.of("TotalCount", found.size(), "Documents", found.subList(0, Math.min(found.size(), MOST_EVENTS))));
    }

    @GetMapping("/V4/GetEntityContent")
    ResponseEntity<Object> content(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(required = false) String boxId,
            @RequestParam(required = false) String messageId,
            @RequestParam(required = false) String entityId) {
        ResponseEntity<Object> barred = barred(credentials, boxId);
        if (barred != null) {
            return barred;
        }
        return boxes.find(messageId)
                .map(found -> found.documentId.equals(entityId)
                        ? found.content
                        : found.added(entityId).map(Added::content).orElse(null))
                .<ResponseEntity<Object>>map(bytes -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .body(bytes))
                .orElseGet(() -> text(HttpStatus.NOT_FOUND, "Entity not found"));
    }

    private ResponseEntity<Object> barred(String credentials, String boxId) {
        if (!authorization.equals(credentials)) {
            return text(HttpStatus.UNAUTHORIZED, "Unauthorized");
        }
        return insurerBox.equals(boxId) ? null : text(HttpStatus.FORBIDDEN, "Access to the box is denied");
    }

    private Map<String, Object> message(Sent sent) {
        List<Map<String, Object>> entities = new ArrayList<>();
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("EntityType", "Attachment");
        attachment.put("EntityId", sent.documentId);
        attachment.put("ParentEntityId", "");
        attachment.put("AttachmentType", "Nonformalized");
        attachment.put("FileName", sent.fileName);
        attachment.put("NeedRecipientSignature", true);
        attachment.put("SignerBoxId", "");
        attachment.put("RawCreationDate", ticks(sent.at));
        attachment.put("DocumentInfo", document(sent));
        entities.add(attachment);
        sent.added.forEach(added -> entities.add(entity(sent, added)));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("MessageId", sent.messageId);
        message.put("TimestampTicks", ticks(sent.at));
        message.put("FromBoxId", sent.fromBox);
        message.put("ToBoxId", EdoBoxes.boxOf(sent.to));
        message.put("ToTitle", sent.to.shortName());
        message.put("MessageType", "Letter");
        message.put("Entities", entities);
        return message;
    }

    private static Map<String, Object> entity(Sent sent, Added added) {
        boolean signature = "Signature".equals(added.kind());
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("EntityType", signature ? "Signature" : "Attachment");
        entity.put("EntityId", added.entityId());
        entity.put("ParentEntityId", sent.documentId);
        entity.put("AttachmentType", signature ? "UnknownAttachmentType" : added.kind());
        entity.put("SignerBoxId", signature ? added.byBox() : "");
        return entity;
    }

    private static Map<String, Object> document(Sent sent) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("MessageId", sent.messageId);
        document.put("EntityId", sent.documentId);
        document.put("CustomDocumentId", sent.operationId);
        document.put("CounteragentBoxId", EdoBoxes.boxOf(sent.to));
        document.put("FileName", sent.fileName);
        document.put("TypeNamedId", sent.type);
        document.put("DocumentDirection", "Outbound");
        document.put("CreationTimestampTicks", ticks(sent.at));
        document.put("DeliveryTimestampTicks", ticks(sent.at));
        document.put("SenderSignatureStatus", "SenderSignatureCheckedAndValid");
        document.put("RecipientResponseStatus", sent.response.name());
        return document;
    }

    private static long ticks(Instant instant) {
        return (instant.getEpochSecond() + EPOCH_IN_TICK_SECONDS) * TICKS_PER_SECOND + instant.getNano() / 100;
    }

    private static ResponseEntity<Object> text(HttpStatus status, String body) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(body);
    }
}
