package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.QuoteApi.Invalid;
import io.polisflow.sandbox.QuoteApi.Item;
import io.polisflow.sandbox.QuoteApi.ItemRequest;
import io.polisflow.sandbox.QuoteApi.Quote;
import io.polisflow.sandbox.QuoteApi.QuoteRequest;
import io.polisflow.sandbox.QuoteApi.State;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The simulated underwriting system: rates quick quotes as the published contract says, once for each idempotency key. */
@RestController
@RequestMapping("/sandbox/underwriting")
@Profile("sandbox & !production")
class UnderwritingSandbox {

    private static final int REMEMBERED_QUOTES = 10_000;
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_TERM_MONTHS = 60;
    private static final int MOST_DECIMALS = 10;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal LARGEST_SUM = new BigDecimal("10000000000000");

    private final Rating rating;
    private final ObjectMapper json;
    private final Clock clock;
    private final String authorization;
    private final Map<String, Answered> answeredByKey = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answered> eldest) {
            return size() > REMEMBERED_QUOTES;
        }
    };

    UnderwritingSandbox(
            Rating rating,
            ObjectMapper json,
            Clock clock,
            @Value("${polisflow.sandbox.underwriting.token:sandbox}") String token) {
        this.rating = rating;
        this.json = json.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        this.clock = clock;
        this.authorization = "Bearer " + token;
    }

    private record Answered(QuoteRequest request, Quote quote) {}

    @GetMapping("/health")
    ResponseEntity<Object> health(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials) {
        return authorization.equals(credentials) ? ResponseEntity.ok(Map.of("status", "up")) : unauthorized();
    }

    @PostMapping("/quotes")
    ResponseEntity<Object> quote(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestHeader(name = "Idempotency-Key", required = false) String key,
            @RequestBody(required = false) byte[] body) {
        if (!authorization.equals(credentials)) {
            return unauthorized();
        }
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            return problem(HttpStatus.BAD_REQUEST, "Нет ключа повтора", "Нужен заголовок Idempotency-Key.", null);
        }
        Optional<QuoteRequest> request = read(body);
        if (request.isEmpty()) {
            return problem(
                    HttpStatus.BAD_REQUEST, "Запрос не разобран", "Тело запроса не соответствует контракту.", null);
        }
        try {
            return answer(key, request.get());
        } catch (Invalid e) {
            return problem(HttpStatus.UNPROCESSABLE_ENTITY, "Запрос нельзя рассчитать", e.getMessage(), e.field());
        }
    }

    private Optional<QuoteRequest> read(byte[] body) {
        try {
            String text = new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8);
            return Optional.ofNullable(json.readValue(text, QuoteRequest.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    @GetMapping("/quotes")
    ResponseEntity<Object> find(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @RequestParam(required = false) String idempotencyKey) {
        if (!authorization.equals(credentials)) {
            return unauthorized();
        }
        if (idempotencyKey == null || idempotencyKey.isBlank()) {
            return problem(HttpStatus.BAD_REQUEST, "Нет ключа повтора", "Нужен параметр idempotencyKey.", null);
        }
        synchronized (answeredByKey) {
            Answered known = answeredByKey.get(idempotencyKey);
            return ResponseEntity.ok(Map.of("quotes", known == null ? List.of() : List.of(known.quote())));
        }
    }

    @GetMapping("/quotes/{id}")
    ResponseEntity<Object> read(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String credentials,
            @PathVariable String id) {
        if (!authorization.equals(credentials)) {
            return unauthorized();
        }
        Optional<Quote> quote;
        synchronized (answeredByKey) {
            quote = answeredByKey.values().stream()
                    .map(Answered::quote)
                    .filter(answered -> answered.quoteId().equals(id))
                    .findFirst();
        }
        return quote.<ResponseEntity<Object>>map(ResponseEntity::ok)
                .orElseGet(() -> problem(HttpStatus.NOT_FOUND, "Нет такого расчёта", "Расчёт не найден.", null));
    }

    private ResponseEntity<Object> answer(String key, QuoteRequest request) {
        // One lock over look-up and rating: two simultaneous requests with one key must get one quote.
        synchronized (answeredByKey) {
            Answered before = answeredByKey.get(key);
            if (before == null) {
                Quote quote = rate(key, request);
                answeredByKey.put(key, new Answered(request, quote));
                return ResponseEntity.created(URI.create("/sandbox/underwriting/quotes/" + quote.quoteId()))
                        .body(quote);
            }
            return before.request().equals(request)
                    ? ResponseEntity.ok(before.quote())
                    : problem(
                            HttpStatus.CONFLICT,
                            "AlreadyExecuted",
                            "Запрос с этим ключом уже рассчитан: запросите расчёт по ключу.",
                            null);
        }
    }

    private Quote rate(String key, QuoteRequest request) {
        check(request);
        List<Item> items = new ArrayList<>();
        List<String> declines = new ArrayList<>();
        for (int i = 0; i < request.items().size(); i++) {
            Rating.Outcome outcome = rate(request, i);
            declines.addAll(outcome.declines());
            if (outcome.item() != null) {
                items.add(outcome.item());
            }
        }
        boolean accepted = declines.isEmpty();
        // Derived from the key, so that a repeat after a restart of the sandbox still meets the same quote.
        String quoteId =
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
        return new Quote(
                quoteId,
                "quick",
                accepted ? State.ACCEPTED : State.DECLINED,
                request.proposalNumber(),
                accepted ? null : "Риск не принимается: " + String.join("; ", declines) + ".",
                "RUB",
                accepted ? items.stream().map(Item::premium).reduce(BigDecimal.ZERO, BigDecimal::add) : null,
                clock.instant(),
                accepted ? items : List.of());
    }

    private Rating.Outcome rate(QuoteRequest request, int index) {
        try {
            ItemRequest item = request.items().get(index);
            check(item);
            return rating.rate(item, request);
        } catch (Invalid e) {
            throw new Invalid("items[" + index + "]." + e.field(), e.getMessage());
        }
    }

    private static void check(QuoteRequest request) {
        require(request.proposalNumber() != null, "proposalNumber", "Не указан номер предложения.");
        require(
                request.client() != null
                        && request.client().inn() != null
                        && request.client().inn().matches("\\d{10}|\\d{12}"),
                "client.inn",
                "Не указан ИНН клиента.");
        require(request.startsOn() != null, "startsOn", "Не указана дата начала страхования.");
        require(
                request.termMonths() != null
                        && request.termMonths() >= 1
                        && request.termMonths() <= LONGEST_TERM_MONTHS,
                "termMonths",
                "Срок страхования должен быть от 1 до 60 месяцев.");
        require(request.items() != null && !request.items().isEmpty(), "items", "В предложении нет ни одной строки.");
        Set<Integer> positions = new HashSet<>();
        for (ItemRequest item : request.items()) {
            require(
                    item != null && item.position() != null && item.position() > 0 && positions.add(item.position()),
                    "items",
                    "Номера строк должны быть положительными и не повторяться.");
        }
    }

    private static void check(ItemRequest item) {
        require(item.productCode() != null, "productCode", "Не указан продукт.");
        require(
                item.sumInsured() != null
                        && item.sumInsured().scale() <= MOST_DECIMALS
                        && item.sumInsured().signum() > 0
                        && item.sumInsured().compareTo(LARGEST_SUM) <= 0,
                "sumInsured",
                "Страховая сумма должна быть больше нуля и не больше 10 трлн ₽.");
        require(
                item.deductible() != null
                        && item.deductible().scale() <= MOST_DECIMALS
                        && item.deductible().signum() >= 0
                        && item.deductible().compareTo(item.sumInsured()) < 0,
                "deductible",
                "Франшиза должна быть меньше страховой суммы.");
        require(
                item.discountPercent() != null
                        && item.discountPercent().scale() <= MOST_DECIMALS
                        && item.discountPercent().signum() >= 0
                        && item.discountPercent().compareTo(HUNDRED) < 0,
                "discountPercent",
                "Скидка должна быть не меньше 0 и меньше 100 процентов.");
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new Invalid(field, message);
        }
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
