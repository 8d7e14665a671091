package io.polisflow.integration.policyadmin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.exchange.ReceivedEvents;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.crm.policy.PolicyChanges;
import io.polisflow.crm.policy.PolicyOrders;
import io.polisflow.integration.wire.Days;
import io.polisflow.integration.wire.Hooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hears from the Policy Admin System what became of orders and policies, by the webhook of the published contract. */
@RestController
class PolicyHook {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyHook.class);
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_EVENT_ID = 100;
    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_REASON = 2000;

    private final PolicyChanges news;
    private final PolicyOrders orders;
    private final ReceivedEvents received;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final String credentials;

    PolicyHook(
            PolicyChanges news,
            PolicyOrders orders,
            ReceivedEvents received,
            TransactionTemplate transaction,
            ObjectMapper json,
            PolicyAdminProperties properties) {
        this.received = received;
        this.transaction = transaction;
        this.news = news;
        this.orders = orders;
        this.json = json;
        this.credentials = properties.hookToken().isBlank() ? null : "Bearer " + properties.hookToken();
    }

    @Schema(name = "PolicyEvent")
    record EventBody(
            @Schema(description = "Один и тот же во всех повторах") String eventId,
            @Schema(
                            description = "policy.issued, policy.refused, policy.changed, policy.cancelled",
                            example = "policy.issued")
                    String type,
            @Schema(description = "Ключ заказа: для policy.issued и policy.refused") String idempotencyKey,
            @Schema(example = "PF-2026-0000000001") String policyNumber,
            @Schema(example = "2026-12-01") String startsOn,
            @Schema(example = "2027-11-30") String endsOn,
            @Schema(description = "Первый день без страхования: для policy.cancelled") String cancelledOn,
            @Schema(description = "Причина отказа или расторжения") String reason) {}

    @Operation(
            tags = "События внешних систем",
            summary = "Принять событие о полисе",
            description =
                    "Контракт: /openapi/policy-administration.yaml. Нужен заголовок Authorization: Bearer с токеном "
                            + "polisflow.policy.hook-token. Повтор того же события ничего не меняет.",
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
            description = "Такого заказа нет, или полис ещё не выпущен: тогда событие о нём ждёт выпуска",
            content = @Content)
    @ApiResponse(responseCode = "400", description = "Событие не читается", content = @Content)
    @ApiResponse(responseCode = "401", description = "Токен не подходит", content = @Content)
    @ApiResponse(responseCode = "413", description = "Событие больше 64 КБ", content = @Content)
    @PostMapping("/hooks/policy")
    ResponseEntity<Object> receive(HttpServletRequest http) throws IOException {
        Hooks.demand(credentials, http.getHeader(HttpHeaders.AUTHORIZATION));
        return take(Hooks.object(Hooks.body(http, LARGEST_BODY), json));
    }

    private ResponseEntity<Object> take(JsonNode event) {
        String id = Hooks.requiredText(event, "eventId", LONGEST_EVENT_ID);
        String type = Hooks.requiredText(event, "type", LONGEST_KEY);
        return switch (type) {
            case "policy.issued", "policy.refused" -> order(id, event, type);
            case "policy.changed" -> {
                String number = Hooks.requiredText(event, "policyNumber", LONGEST_NUMBER);
                LocalDate startsOn = date(event, "startsOn");
                LocalDate endsOn = end(event);
                yield policy(id, number, () -> news.termChanged(number, startsOn, endsOn));
            }
            case "policy.cancelled" -> {
                String number = Hooks.requiredText(event, "policyNumber", LONGEST_NUMBER);
                LocalDate on = date(event, "cancelledOn");
                String reason = Hooks.text(event, "reason", LONGEST_REASON);
                yield policy(id, number, () -> news.cancelled(number, on, reason));
            }
            // A newer system may tell more than we know of; it must not repeat that for ever.
            default -> {
                LOG.info("an event of the unknown type {} is left alone", type);
                yield Hooks.answer(HttpStatus.OK, "ignored");
            }
        };
    }

    private ResponseEntity<Object> order(String id, JsonNode event, String type) {
        String key = Hooks.requiredText(event, "idempotencyKey", LONGEST_KEY);
        Answer answer;
        if (type.equals("policy.issued")) {
            String number = Hooks.requiredText(event, "policyNumber", LONGEST_NUMBER);
            LocalDate startsOn = date(event, "startsOn");
            answer = new Answer.Issued(number, startsOn, end(event));
        } else {
            answer = new Answer.Refused(Hooks.requiredText(event, "reason", LONGEST_REASON));
        }
        boolean known = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean ours = !received.first(PolicyApi.SYSTEM, id) || orders.told(key, answer);
            if (!ours) {
                // Not noted, so that it still counts if it comes again; the model asks by itself in time.
                status.setRollbackOnly();
            }
            return ours;
        }));
        if (known) {
            return Hooks.taken();
        }
        LOG.info("the event {} came for the order {}, which is not ours", type, key);
        return Hooks.answer(HttpStatus.ACCEPTED, "unknown");
    }

    /**
     * Has the event's effect in one transaction with the note that it had it; a repeat has none.
     *
     * @param effect false when the policy is not known yet
     */
    private ResponseEntity<Object> policy(String id, String number, BooleanSupplier effect) {
        try {
            boolean reached = Boolean.TRUE.equals(
                    transaction.execute(status -> !received.first(PolicyApi.SYSTEM, id) || effect.getAsBoolean()));
            return reached ? Hooks.taken() : Hooks.answer(HttpStatus.ACCEPTED, "kept");
        } catch (RefusedException e) {
            // The sender repeats what is not answered with success, so an event that is over is taken and left at that.
            LOG.warn("the event {} for the policy {} changes nothing: {}", id, number, e.getMessage());
            return Hooks.answer(HttpStatus.OK, "ignored");
        }
    }

    private static LocalDate end(JsonNode event) {
        LocalDate endsOn = date(event, "endsOn");
        if (endsOn.isBefore(date(event, "startsOn"))) {
            throw Hooks.malformed("endsOn: срок страхования кончается раньше, чем начинается.");
        }
        return endsOn;
    }

    private static LocalDate date(JsonNode event, String name) {
        try {
            LocalDate day = LocalDate.parse(event.path(name).asText(""));
            if (Days.isSane(day)) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // Said below.
        }
        throw Hooks.malformed(name + ": нужна дата вида 2026-12-31.");
    }
}
