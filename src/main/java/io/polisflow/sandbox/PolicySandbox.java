package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.PolicyLedger.Order;
import io.polisflow.sandbox.PolicyLedger.Placed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The simulated Policy Admin System: executes an order once for each key, as the published contract says. */
@RestController
@RequestMapping("/sandbox/policy/api")
@Profile("sandbox & !production")
class PolicySandbox {

    private static final int LONGEST_KEY = 255;
    private static final int MOST_DECIMALS = 10;
    private static final BigDecimal LARGEST_SUM = new BigDecimal("10000000000000");

    private final PolicyLedger ledger;
    private final ObjectMapper json;
    private final String authorization;

    PolicySandbox(
            PolicyLedger ledger, ObjectMapper json, @Value("${polisflow.sandbox.policy.token:sandbox}") String token) {
        this.ledger = ledger;
        this.json = json.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.authorization = "Bearer " + token;
    }

    /** What the contract tells of an order; the clerk's page knows more. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Told(
            String reference,
            String idempotencyKey,
            PolicyLedger.State state,
            String contractNumber,
            int line,
            String policyNumber,
            LocalDate startsOn,
            LocalDate endsOn,
            String refusalReason) {

        static Told of(PolicyLedger.Policy policy) {
            return new Told(
                    policy.reference(),
                    policy.idempotencyKey(),
                    policy.state(),
                    policy.contractNumber(),
                    policy.line(),
                    policy.policyNumber(),
                    policy.startsOn(),
                    policy.endsOn(),
                    policy.refusalReason());
        }
    }

    @GetMapping("/health")
    ResponseEntity<Object> health(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials) {
        return authorization.equals(credentials) ? ResponseEntity.ok(Map.of("status", "up")) : unauthorized();
    }

    @GetMapping("/policies")
    ResponseEntity<Object> find(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(required = false) String idempotencyKey) {
        if (!authorization.equals(credentials)) {
            return unauthorized();
        }
        if (idempotencyKey == null || idempotencyKey.isBlank()) {
            return problem(HttpStatus.BAD_REQUEST, "Нет ключа", "Нужен параметр idempotencyKey.", null);
        }
        return ResponseEntity.ok(Map.of(
                "policies",
                ledger.byKey(idempotencyKey).map(Told::of).map(List::of).orElse(List.of())));
    }

    @PostMapping("/policies")
    ResponseEntity<Object> issue(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody(required = false) byte[] body) {
        if (!authorization.equals(credentials)) {
            return unauthorized();
        }
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            return problem(HttpStatus.BAD_REQUEST, "Нет ключа повтора", "Нужен заголовок Idempotency-Key.", null);
        }
        Optional<Order> order = read(body);
        if (order.isEmpty()) {
            return problem(
                    HttpStatus.BAD_REQUEST, "Заказ не разобран", "Тело запроса не соответствует контракту.", null);
        }
        Map.Entry<String, String> breach = breach(order.get());
        if (breach != null) {
            return problem(
                    HttpStatus.UNPROCESSABLE_ENTITY, "Полис нельзя выпустить", breach.getValue(), breach.getKey());
        }
        Placed placed = ledger.place(key, order.get());
        if (placed.repeated()) {
            return problem(
                    HttpStatus.CONFLICT,
                    "AlreadyExecuted",
                    "Заказ с этим ключом уже исполнен: запросите его по ключу.",
                    null);
        }
        return switch (placed.policy().state()) {
            case ACCEPTED -> ResponseEntity.accepted().body(Told.of(placed.policy()));
            case REFUSED ->
                problem(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "Полис нельзя выпустить",
                        placed.policy().refusalReason(),
                        null);
            default -> ResponseEntity.status(HttpStatus.CREATED).body(Told.of(placed.policy()));
        };
    }

    private Optional<Order> read(byte[] body) {
        try {
            String text = new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8);
            return Optional.ofNullable(json.readValue(text, Order.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** @return the field at fault and what to tell about it, or null when the order can be executed */
    private static Map.Entry<String, String> breach(Order order) {
        if (blank(order.contractNumber())) {
            return Map.entry("contractNumber", "Не указан номер договора.");
        }
        if (order.line() == null || order.line() < 1) {
            return Map.entry("line", "Не указан номер строки договора.");
        }
        if (order.policyholder() == null
                || order.policyholder().inn() == null
                || !order.policyholder().inn().matches("\\d{10}|\\d{12}")
                || blank(order.policyholder().name())) {
            return Map.entry("policyholder", "Не указан страхователь: нужны ИНН и наименование.");
        }
        if (blank(order.productCode())) {
            return Map.entry("productCode", "Не указан продукт.");
        }
        if (!money(order.sumInsured()) || order.sumInsured().signum() == 0) {
            return Map.entry("sumInsured", "Страховая сумма должна быть больше нуля и не больше 10 трлн ₽.");
        }
        if (!money(order.deductible()) || order.deductible().compareTo(order.sumInsured()) >= 0) {
            return Map.entry("deductible", "Франшиза должна быть меньше страховой суммы.");
        }
        if (!money(order.premium()) || order.premium().signum() == 0) {
            return Map.entry("premium", "Премия должна быть больше нуля.");
        }
        if (order.startsOn() == null || order.endsOn() == null || order.endsOn().isBefore(order.startsOn())) {
            return Map.entry("endsOn", "Срок страхования должен кончаться не раньше, чем начинается.");
        }
        return null;
    }

    private static boolean money(BigDecimal amount) {
        return amount != null
                && amount.scale() <= MOST_DECIMALS
                && amount.signum() >= 0
                && amount.compareTo(LARGEST_SUM) <= 0;
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static ResponseEntity<Object> unauthorized() {
        return problem(HttpStatus.UNAUTHORIZED, "Нет доступа", "Токен не подходит.", null);
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String title, String detail, String field) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        if (field != null) {
            problem.setProperty("field", field);
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
