package io.polisflow.integration.webform;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.integration.webform.WebFormAccess.Verdict;
import io.polisflow.integration.webform.WebFormContract.Accepted;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the form of the insurer's web site (step 2.1); whatever arrives from there is kept, also when it is answered with an error.
 *
 * <p>Counted as {@code polisflow.webform} by outcome.
 */
@RestController
class WebFormController implements WebFormContract {

    static final String PATH = "/hooks/webform";

    private static final String KEPT = "Обращение сохранено, менеджер разберёт его и свяжется с вами.";

    private final WebFormInbox inbox;
    private final WebFormProperties properties;
    private final WebFormAccess access;
    private final WebFormSource source;
    private final RateLimiter limiter;
    private final MeterRegistry meters;
    private final Clock clock;
    private final WebFormParser parser = new WebFormParser();

    WebFormController(WebFormInbox inbox, WebFormProperties properties, MeterRegistry meters, Clock clock) {
        this.inbox = inbox;
        this.properties = properties;
        this.access = new WebFormAccess(properties, clock);
        this.source = new WebFormSource(properties.trustedProxies());
        this.limiter = new RateLimiter(properties.rateLimit(), TimeMeter.SYSTEM_NANOTIME);
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    @PostMapping(PATH)
    public ResponseEntity<Object> receive(HttpServletRequest http) throws IOException {
        Duration wait = limiter.take(source.of(http));
        if (!wait.isZero()) {
            return tooMany(wait);
        }
        int maxBody = Math.toIntExact(properties.maxBody().toBytes());
        byte[] body = http.getInputStream().readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            count("too-large");
            return problem(
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "Слишком большое обращение",
                    "Обращение больше " + DataSize.ofBytes(maxBody).toKilobytes() + " КБ: сократите текст.");
        }
        Verdict verdict = access.judge(http, body);
        if (verdict.refusal() != null) {
            count("denied");
            return problem(HttpStatus.UNAUTHORIZED, "Нет доступа", verdict.refusal());
        }
        WebForm form;
        boolean readable = true;
        try {
            form = isForm(http) ? parser.form(body) : parser.json(body);
        } catch (JsonProcessingException e) {
            readable = false;
            form = parser.unreadable(body);
        }
        if (form.isProbe()) {
            count("probe");
            return ResponseEntity.ok(Map.of("status", "ok"));
        }
        if (form.isFromRobot(properties.honeypot())) {
            count("honeypot");
            return accepted(invented());
        }
        return take(form, readable, verdict.signature());
    }

    private ResponseEntity<Object> take(WebForm form, boolean readable, String signature) {
        var request = form.request();
        try {
            Optional<Receipt> taken = inbox.receive(request, signature);
            if (taken.isEmpty()) {
                count("replayed");
                return problem(
                        HttpStatus.CONFLICT,
                        "Эта отправка уже принята",
                        "Подпись уже использована: для повтора подпишите форму заново, с новым временем.");
            }
            Receipt receipt = taken.get();
            List<FieldProblem> problems = receipt.problems().isEmpty() ? request.problems() : receipt.problems();
            if (readable && problems.isEmpty()) {
                count(receipt.repeated() ? "repeated" : "accepted");
                return accepted(receipt);
            }
            count("kept");
            return problem(
                    readable ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.BAD_REQUEST,
                    readable ? "В обращении есть ошибки" : "Обращение не читается",
                    KEPT,
                    problems,
                    receipt.requestNumber());
        } catch (RefusedException e) {
            count("refused");
            return problem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "Обращение не принято",
                    "Исправьте указанное и отправьте форму ещё раз.",
                    List.of(new FieldProblem(e.field(), e.getMessage())),
                    null);
        }
    }

    /** A robot must not learn that it was seen, so the number looks like any other. */
    private Receipt invented() {
        int number = ThreadLocalRandom.current().nextInt(900_000, 1_000_000);
        return new Receipt("R-%d-%06d".formatted(LocalDate.now(clock).getYear(), number), false, List.of());
    }

    private void count(String outcome) {
        meters.counter("polisflow.webform", "outcome", outcome).increment();
    }

    private static boolean isForm(HttpServletRequest http) {
        String type = http.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    private static ResponseEntity<Object> accepted(Receipt receipt) {
        return ResponseEntity.accepted().body(new Accepted(receipt.requestNumber(), "accepted", receipt.repeated()));
    }

    private ResponseEntity<Object> tooMany(Duration wait) {
        count("limited");
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        ResponseEntity<Object> answer = problem(
                HttpStatus.TOO_MANY_REQUESTS,
                "Слишком много обращений",
                "С этого адреса пришло слишком много обращений. Отправьте форму ещё раз через " + seconds + " с.");
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds))
                .body(answer.getBody());
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String title, String detail) {
        return problem(status, title, detail, List.of(), null);
    }

    private static ResponseEntity<Object> problem(
            HttpStatus status, String title, String detail, List<FieldProblem> errors, String requestNumber) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        // A message may quote the sender: without angle brackets no reader can take it for markup.
        problem.setProperty(
                "errors",
                errors.stream()
                        .map(error -> new FieldProblem(
                                error.field(), error.message().replace('<', '‹').replace('>', '›')))
                        .toList());
        if (requestNumber != null) {
            problem.setProperty("requestNumber", requestNumber);
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
