package io.polisflow.integration.edo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.integration.wire.Days;
import io.polisflow.integration.wire.Hooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
    private static final int LONGEST_STATUS = 100;

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
        String status = Hooks.text(body, "status", LONGEST_STATUS);
        if (status == null) {
            reader.nudge();
            return Hooks.answer(HttpStatus.ACCEPTED, "reading");
        }
        return event(body, status);
    }

    private ResponseEntity<Object> event(JsonNode body, String status) {
        Optional<State> state = state(status);
        if (state.isEmpty()) {
            LOG.warn("the EDO event «{}», which nobody waits for, is left alone", status);
            return Hooks.answer(HttpStatus.ACCEPTED, "ignored");
        }
        // The contract has it, and the document's id alone tells which contract is meant.
        Hooks.requiredText(body, "messageId", LONGEST_ID);
        String documentId = Hooks.requiredText(body, "documentId", LONGEST_ID);
        String comment = Hooks.text(body, "comment", LARGEST_BODY);
        Instant at = time(Hooks.text(body, "at", LONGEST_STATUS));
        boolean known = signing.receive(documentId, state.get(), comment, at);
        if (!known) {
            LOG.warn("an EDO event came for document {}, which no contract has yet", documentId);
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

    private Instant time(String text) {
        try {
            Instant at = text == null ? clock.instant() : Instant.parse(text);
            if (Days.isSane(LocalDate.ofInstant(at, ZoneOffset.UTC))) {
                return at;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw Hooks.malformed("at: нужно время по ISO 8601, например 2026-12-31T12:00:00Z.");
    }
}
