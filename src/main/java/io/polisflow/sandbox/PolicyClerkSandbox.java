package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.polisflow.sandbox.PolicyLedger.Issuing;
import io.polisflow.sandbox.PolicyLedger.Mode;
import io.polisflow.sandbox.PolicyLedger.Policy;
import io.polisflow.sandbox.PolicyLedger.State;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.annotation.Profile;
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

/** The clerk's side of the simulated Policy Admin System: sees the policies, issues late ones, changes and cancels. */
@RestController
@RequestMapping("/sandbox/policy")
@Profile("sandbox & !production")
class PolicyClerkSandbox {

    private final PolicyLedger ledger;
    private final PolicyNews news;
    private final ObjectMapper json;
    private final Clock clock;

    PolicyClerkSandbox(PolicyLedger ledger, PolicyNews news, ObjectMapper json, Clock clock) {
        this.ledger = ledger;
        this.news = news;
        this.json = json;
        this.clock = clock;
    }

    /** @param told whether the CRM has taken the news at once; if not, it is told again in the background */
    record Done(Policy policy, boolean told) {}

    /**
     * Oldest first.
     *
     * @param all also orders that are no policies: still waiting or refused
     */
    @GetMapping("/policies")
    List<Policy> policies(@RequestParam(defaultValue = "false") boolean all) {
        return ledger.all().stream()
                .filter(policy -> all || policy.state() == State.ISSUED || policy.state() == State.CANCELLED)
                .toList();
    }

    @GetMapping("/issuing")
    Issuing issuing() {
        return ledger.issuing();
    }

    @PostMapping("/issuing")
    ResponseEntity<Object> issuing(@RequestBody(required = false) byte[] body) {
        JsonNode wish = read(body);
        return switch (wish.path("mode").asText("")) {
            case "at-once" -> ResponseEntity.ok(ledger.issue(Mode.AT_ONCE, null));
            case "later" -> ResponseEntity.ok(ledger.issue(Mode.LATER, null));
            case "refuse" -> ResponseEntity.ok(ledger.issue(Mode.REFUSE, text(wish, "reason")));
            default ->
                problem(
                        HttpStatus.BAD_REQUEST,
                        "Неизвестный порядок выпуска",
                        "Поле «mode» должно быть одним из: at-once, later, refuse.");
        };
    }

    @PostMapping("/policies/{id}/issue")
    ResponseEntity<Object> issue(@PathVariable String id) {
        return with(id, found -> ledger.issue(found)
                .<ResponseEntity<Object>>map(policy -> tell(policy, "policy.issued", Map.of()))
                .orElseGet(() -> wrongState("Выпустить можно только принятый заказ.")));
    }

    @PostMapping("/policies/{id}/refuse")
    ResponseEntity<Object> refuse(@PathVariable String id, @RequestBody(required = false) byte[] body) {
        String told = text(read(body), "reason");
        String reason = told == null ? ledger.issuing().reason() : told;
        return with(id, found -> ledger.refuse(found, reason)
                .<ResponseEntity<Object>>map(policy -> tell(policy, "policy.refused", Map.of("reason", reason)))
                .orElseGet(() -> wrongState("Отказать можно только по принятому заказу.")));
    }

    @PostMapping("/policies/{id}/cancel")
    ResponseEntity<Object> cancel(@PathVariable String id, @RequestBody(required = false) byte[] body) {
        JsonNode wish = read(body);
        LocalDate on;
        try {
            on = text(wish, "cancelledOn") == null ? LocalDate.now(clock) : LocalDate.parse(text(wish, "cancelledOn"));
        } catch (DateTimeParseException e) {
            return badDate();
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("cancelledOn", on.toString());
        details.put("reason", text(wish, "reason") == null ? "Полис расторгнут." : text(wish, "reason"));
        return with(id, found -> ledger.cancel(found)
                .<ResponseEntity<Object>>map(policy -> tell(policy, "policy.cancelled", details))
                .orElseGet(() -> wrongState("Расторгнуть можно только действующий полис.")));
    }

    @PostMapping("/policies/{id}/change")
    ResponseEntity<Object> change(@PathVariable String id, @RequestBody(required = false) byte[] body) {
        JsonNode wish = read(body);
        return with(id, found -> {
            try {
                LocalDate startsOn =
                        text(wish, "startsOn") == null ? found.startsOn() : LocalDate.parse(text(wish, "startsOn"));
                LocalDate endsOn =
                        text(wish, "endsOn") == null ? found.endsOn() : LocalDate.parse(text(wish, "endsOn"));
                if (endsOn.isBefore(startsOn)) {
                    return badDate();
                }
                return ledger.change(found, startsOn, endsOn)
                        .<ResponseEntity<Object>>map(policy -> tell(policy, "policy.changed", Map.of()))
                        .orElseGet(() -> wrongState("Изменить можно только действующий полис."));
            } catch (DateTimeParseException e) {
                return badDate();
            }
        });
    }

    private ResponseEntity<Object> tell(Policy policy, String type, Map<String, Object> details) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventId", UUID.randomUUID().toString());
        event.put("type", type);
        event.put("idempotencyKey", policy.idempotencyKey());
        if (policy.policyNumber() != null) {
            event.put("policyNumber", policy.policyNumber());
        }
        event.put("startsOn", policy.startsOn().toString());
        event.put("endsOn", policy.endsOn().toString());
        event.putAll(details);
        return ResponseEntity.ok(new Done(policy, news.tell(event)));
    }

    private ResponseEntity<Object> with(String id, Function<Policy, ResponseEntity<Object>> action) {
        Optional<Policy> found = ledger.find(id);
        return found.map(action)
                .orElseGet(() ->
                        problem(HttpStatus.NOT_FOUND, "Нет такого полиса", "Полис или заказ «" + id + "» не найден."));
    }

    private JsonNode read(byte[] body) {
        try {
            JsonNode read =
                    body == null || body.length == 0 ? null : json.readTree(new String(body, StandardCharsets.UTF_8));
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() && !value.textValue().isBlank()
                ? value.textValue().strip()
                : null;
    }

    private static ResponseEntity<Object> badDate() {
        return problem(
                HttpStatus.BAD_REQUEST,
                "Неверный срок",
                "Даты пишутся как 2026-12-31, и конец срока не раньше начала.");
    }

    private static ResponseEntity<Object> wrongState(String detail) {
        return problem(HttpStatus.CONFLICT, "Так нельзя", detail);
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
