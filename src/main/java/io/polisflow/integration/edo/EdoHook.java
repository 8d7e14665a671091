package io.polisflow.integration.edo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.integration.wire.Hooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes an EDO event that somebody brings instead of waiting to be asked, or only the hint that there is news.
 *
 * <p>It is trusted with the state alone: what counts as the client's signature is fetched from the operator and checked.
 */
@RestController
class EdoHook {

    private static final Logger LOG = LoggerFactory.getLogger(EdoHook.class);
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int LONGEST_ID = 100;

    private final SigningEvents signing;
    private final EdoEventReader reader;
    private final ObjectMapper json;
    private final Clock clock;
    private final String credentials;

    EdoHook(SigningEvents signing, EdoEventReader reader, ObjectMapper json, Clock clock, EdoProperties properties) {
        this.signing = signing;
        this.reader = reader;
        this.json = json;
        this.clock = clock;
        // Blank lets nobody in.
        this.credentials = properties.hookToken().isBlank() ? "" : "Bearer " + properties.hookToken();
    }

    @Schema(name = "EdoEvent")
    record EventBody(
            @Schema(description = "Сообщение оператора ЭДО") String messageId,
            @Schema(description = "Документ в нём") String documentId,
            @Schema(
                            description = "sent, delivered, signed, refused, invalid-signature или статус Диадока, "
                                    + "например WithRecipientSignature; пусто: только сигнал прочитать ящик",
                            example = "signed")
                    String status,
            @Schema(description = "Слова клиента, например почему он отказался") String comment,
            @Schema(description = "Когда это случилось, ISO 8601; по умолчанию сейчас") String at) {}

    @Operation(
            tags = "События внешних систем",
            summary = "Принять событие ЭДО",
            description = "Нужен заголовок Authorization: Bearer с токеном polisflow.edo.hook-token. "
                    + "Повтор того же события ничего не меняет.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = EventBody.class))))
    @ApiResponse(responseCode = "200", description = "Событие принято", content = @Content)
    @ApiResponse(
            responseCode = "202",
            description = "Принято, но такого документа ещё нет ни в одном договоре или такого события никто не ждёт",
            content = @Content)
    @ApiResponse(responseCode = "400", description = "Событие не читается", content = @Content)
    @ApiResponse(responseCode = "401", description = "Токен не подходит", content = @Content)
    @PostMapping("/hooks/edo")
    ResponseEntity<Object> receive(HttpServletRequest http) throws IOException {
        Hooks.demand(credentials, http.getHeader(HttpHeaders.AUTHORIZATION));
        JsonNode body = Hooks.object(Hooks.body(http, LARGEST_BODY), json);
        String status = text(body, "status");
        if (status == null) {
            reader.nudge();
            return Hooks.answer(HttpStatus.ACCEPTED, "reading");
        }
        return event(body, status);
    }

    private ResponseEntity<Object> event(JsonNode body, String status) {
        String messageId = text(body, "messageId");
        String documentId = text(body, "documentId");
        Optional<State> state = state(status);
        Optional<Instant> at = time(text(body, "at"));
        if (messageId == null
                || documentId == null
                || messageId.length() > LONGEST_ID
                || documentId.length() > LONGEST_ID
                || at.isEmpty()) {
            throw Hooks.malformed(
                    "Нужны messageId и documentId, не длиннее 100 знаков, и, если указано, время at по ISO 8601.");
        }
        if (state.isEmpty()) {
            LOG.info("an EDO event of a kind that nobody waits for came for document {}", documentId);
            return Hooks.answer(HttpStatus.ACCEPTED, "ignored");
        }
        boolean known = signing.receive(documentId, state.get(), text(body, "comment"), at.get());
        if (!known) {
            LOG.info("an EDO event came for document {}, which no contract has yet", documentId);
        }
        return known ? Hooks.taken() : Hooks.answer(HttpStatus.ACCEPTED, "unknown");
    }

    private static Optional<State> state(String status) {
        return switch (status.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "sent" -> Optional.of(State.SENT);
            case "delivered", "waitingforrecipientsignature" -> Optional.of(State.DELIVERED);
            case "signed", "withrecipientsignature" -> Optional.of(State.SIGNED);
            case "refused", "recipientsignaturerequestrejected" -> Optional.of(State.REFUSED);
            case "invalid-signature", "invalidrecipientsignature" -> Optional.of(State.INVALID_SIGNATURE);
            default -> Optional.empty();
        };
    }

    private Optional<Instant> time(String text) {
        try {
            return Optional.of(text == null ? clock.instant() : Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        // PostgreSQL stores no NUL characters.
        String text =
                value.isTextual() ? value.textValue().replace("\u0000", "").strip() : "";
        return text.isEmpty() ? null : text;
    }
}
