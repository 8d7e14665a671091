package io.polisflow.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The client's telephone, which a person holds: answers, misses, hangs up, and calls the insurer. */
// Beside the exchange's own addresses, because it works whatever the exchange's behaviour is.
@RestController
@RequestMapping("/sandbox/phone/calls")
@Profile("sandbox & !production")
class ClientPhoneSandbox {

    private final PhoneCalls calls;

    ClientPhoneSandbox(PhoneCalls calls) {
        this.calls = calls;
    }

    /** @param from any spelling that has the digits @param extension of the employee */
    record IncomingCall(String from, String extension) {}

    @GetMapping
    List<PhoneCalls.CallRow> list(@RequestParam(defaultValue = "200") int limit) {
        return calls.newest(Math.max(0, limit));
    }

    @PostMapping
    ResponseEntity<Object> call(@RequestBody IncomingCall call) {
        Optional<String> number = digits(call.from());
        if (number.isEmpty()) {
            return problem(HttpStatus.BAD_REQUEST, "Укажите номер телефона: от 10 до 15 цифр.");
        }
        if (call.extension() == null || !call.extension().strip().matches("\\d{3,4}")) {
            return problem(HttpStatus.BAD_REQUEST, "Укажите внутренний номер сотрудника: 3 или 4 цифры.");
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Map.of("id", calls.incoming(number.get(), call.extension().strip())));
    }

    @PostMapping("/{id}/answer")
    ResponseEntity<Object> answer(@PathVariable String id) {
        return act(id, calls::answer, "Звонок уже не звонит.");
    }

    @PostMapping("/{id}/miss")
    ResponseEntity<Object> miss(@PathVariable String id) {
        return act(id, calls::miss, "Звонок уже не звонит.");
    }

    @PostMapping("/{id}/hang-up")
    ResponseEntity<Object> hangUp(@PathVariable String id) {
        return act(id, calls::hangUp, "Разговора нет.");
    }

    private static ResponseEntity<Object> act(String id, Predicate<String> action, String otherwise) {
        return action.test(id) ? ResponseEntity.ok(Map.of("status", "done")) : problem(HttpStatus.CONFLICT, otherwise);
    }

    /** As Mango writes numbers: the country's code first, no plus. */
    private static Optional<String> digits(String text) {
        String digits = text == null ? "" : text.replaceAll("\\D", "");
        if (digits.length() == 10) {
            digits = "7" + digits;
        } else if (digits.length() == 11 && digits.startsWith("8")) {
            digits = "7" + digits.substring(1);
        }
        return digits.matches("\\d{11,15}") ? Optional.of(digits) : Optional.empty();
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String detail) {
        return ResponseEntity.of(ProblemDetail.forStatusAndDetail(status, detail))
                .build();
    }
}
