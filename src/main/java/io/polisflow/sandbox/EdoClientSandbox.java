package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.EdoBoxes.Response;
import io.polisflow.sandbox.EdoBoxes.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The client's side of the simulated EDO: what came to be signed, and a hand that signs or refuses. */
@RestController
@RequestMapping("/sandbox/edo/documents")
@Profile("sandbox & !production")
class EdoClientSandbox {

    private static final int LONGEST_REASON = 5000;

    private final EdoBoxes boxes;
    private final ClientKeys keys;
    private final ObjectMapper json;

    EdoClientSandbox(EdoBoxes boxes, ClientKeys keys, ObjectMapper json) {
        this.boxes = boxes;
        this.keys = keys;
        this.json = json;
    }

    /** @param state {@code waiting}, {@code signed}, {@code refused} or {@code invalid-signature} */
    record Row(
            String id,
            String messageId,
            String operationId,
            String title,
            String fileName,
            String inn,
            String client,
            String state,
            String reason,
            Instant sentAt,
            int size,
            String href) {

        static Row of(Sent sent) {
            return new Row(
                    sent.documentId,
                    sent.messageId,
                    sent.operationId,
                    sent.comment.isBlank() ? sent.fileName : sent.comment,
                    sent.fileName,
                    sent.to.inn(),
                    sent.to.shortName(),
                    switch (sent.response) {
                        case WaitingForRecipientSignature -> "waiting";
                        case WithRecipientSignature -> "signed";
                        case RecipientSignatureRequestRejected -> "refused";
                        case InvalidRecipientSignature -> "invalid-signature";
                    },
                    sent.reason,
                    sent.at,
                    sent.content.length,
                    "/sandbox/edo/documents/" + sent.documentId + "/content");
        }
    }

    /** Oldest first. */
    @GetMapping
    List<Row> documents() {
        return boxes.documents().stream().map(Row::of).toList();
    }

    @GetMapping("/{id}/content")
    ResponseEntity<Object> content(@PathVariable String id) {
        Optional<Sent> document = boxes.find(id);
        if (document.isEmpty()) {
            return unknown(id);
        }
        return ResponseEntity.ok()
                .contentType(
                        document.get().fileName.endsWith(".pdf")
                                ? MediaType.APPLICATION_PDF
                                : MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(document.get().fileName, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(document.get().content);
    }

    /**
     * @param invalid {@code true}: the signature is over other bytes and the operator notices; {@code unnoticed}: it is
     *     over other bytes and the operator lets it pass
     * @param with how the client signs, a {@link SigningHand}; the operator lets everything pass
     */
    @PostMapping("/{id}/sign")
    ResponseEntity<Object> sign(
            @PathVariable String id,
            @RequestParam(defaultValue = "false") String invalid,
            @RequestParam(defaultValue = "good") String with) {
        Optional<Sent> document = boxes.find(id);
        if (document.isEmpty()) {
            return unknown(id);
        }
        Optional<SigningHand> known = SigningHand.of(with);
        if (known.isEmpty()) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "Так не подписывают",
                    "Параметр «with»: одно из значений "
                            + Arrays.stream(SigningHand.values())
                                    .map(SigningHand::wireName)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        Sent sent = document.get();
        boolean wrong = invalid.equals("true") || invalid.equals("unnoticed");
        byte[] signature = keys.sign(
                sent.to.shortName(), sent.to.inn(), sent.content, wrong ? SigningHand.OTHER_BYTES : known.get());
        Response seenAs = invalid.equals("true") ? Response.InvalidRecipientSignature : Response.WithRecipientSignature;
        return boxes.sign(sent, signature, seenAs) ? ResponseEntity.ok(Row.of(sent)) : decided(sent);
    }

    @PostMapping("/{id}/refuse")
    ResponseEntity<Object> refuse(@PathVariable String id, @RequestBody(required = false) byte[] body) {
        Optional<Sent> document = boxes.find(id);
        if (document.isEmpty()) {
            return unknown(id);
        }
        String reason = reasonIn(body);
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "Нет причины",
                    "Поле «reason»: напишите, почему клиент не подписывает, не длиннее " + LONGEST_REASON + " знаков.");
        }
        return boxes.refuse(document.get(), reason.strip())
                ? ResponseEntity.ok(Row.of(document.get()))
                : decided(document.get());
    }

    private String reasonIn(byte[] body) {
        try {
            return body == null
                    ? ""
                    : json.readTree(new String(body, StandardCharsets.UTF_8))
                            .path("reason")
                            .asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static ResponseEntity<Object> unknown(String id) {
        return problem(HttpStatus.NOT_FOUND, "Нет такого документа", "Документ «" + id + "» не отправляли.");
    }

    private static ResponseEntity<Object> decided(Sent sent) {
        return problem(
                HttpStatus.CONFLICT,
                "Решение уже принято",
                sent.response == Response.WithRecipientSignature
                        ? "Клиент уже подписал этот документ."
                        : "Клиент уже отказался подписать этот документ.");
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
