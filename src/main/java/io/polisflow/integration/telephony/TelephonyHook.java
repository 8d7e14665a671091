package io.polisflow.integration.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.integration.telephony.MangoEvents.Breach;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hears from Mango Office what happens to calls; its repeats change nothing and are answered like the first. */
@RestController
@RequestMapping("/hooks/telephony")
@Tag(name = "События внешних систем")
@ApiResponse(responseCode = "200", description = "Событие принято, повтор тоже", content = @Content)
@ApiResponse(responseCode = "400", description = "Событие не читается", content = @Content)
@ApiResponse(responseCode = "401", description = "Подпись не подходит", content = @Content)
@ApiResponse(responseCode = "413", description = "Событие больше 64 КБ", content = @Content)
class TelephonyHook {

    private static final int LARGEST_BODY = 64 * 1024;
    private static final String SIGNED = "Форма vpbx_api_key, sign, json; подпись: sha256(ключ + json + соль).";

    private final CallInbox inbox;
    private final CallRecordings recordings;
    private final Calls calls;
    private final MangoSign sign;
    private final MangoEvents events;

    TelephonyHook(
            CallInbox inbox,
            CallRecordings recordings,
            Calls calls,
            TelephonyProperties properties,
            ObjectMapper json) {
        this.inbox = inbox;
        this.recordings = recordings;
        this.calls = calls;
        this.sign = new MangoSign(properties.apiKey(), properties.salt());
        this.events = new MangoEvents(json);
    }

    @PostMapping("/events/call")
    @Operation(summary = "Шаг вызова (Mango Office)", description = SIGNED)
    ResponseEntity<Object> call(HttpServletRequest http) throws IOException {
        return take(http, event -> inbox.step(events.step(event)));
    }

    @PostMapping("/events/summary")
    @Operation(summary = "Итог вызова (Mango Office)", description = SIGNED)
    ResponseEntity<Object> summary(HttpServletRequest http) throws IOException {
        return take(http, event -> inbox.summary(events.summary(event)));
    }

    @PostMapping("/events/recording")
    @Operation(summary = "Запись разговора (Mango Office)", description = SIGNED)
    ResponseEntity<Object> recording(HttpServletRequest http) throws IOException {
        return take(http, event -> {
            MangoEvents.RecordingEvent recording = events.recording(event);
            if (recording.ready()) {
                recordings.announced(recording.recordingId(), recording.entryId());
            }
        });
    }

    @PostMapping("/result/callback")
    @Operation(summary = "Ответ на команду вызова (Mango Office)", description = SIGNED)
    ResponseEntity<Object> commandResult(HttpServletRequest http) throws IOException {
        return take(http, event -> {
            MangoEvents.CommandResult result = events.commandResult(event);
            if (result.code() != MangoCodes.ACCEPTED) {
                calls.refused(result.commandId(), MangoCodes.message(result.code()));
            }
        });
    }

    private ResponseEntity<Object> take(HttpServletRequest http, Consumer<JsonNode> taker) throws IOException {
        byte[] body = http.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return problem(HttpStatus.PAYLOAD_TOO_LARGE, "Слишком большое событие", "Событие больше 64 КБ.");
        }
        Optional<Map<String, String>> form = form(body);
        if (form.isEmpty()) {
            return problem(HttpStatus.BAD_REQUEST, "Событие не читается", "Нужна форма vpbx_api_key, sign, json.");
        }
        String json = form.get().get("json");
        if (!sign.fits(form.get().get("vpbx_api_key"), form.get().get("sign"), json)) {
            return problem(HttpStatus.UNAUTHORIZED, "Нет доступа", "Ключ или подпись не подходят.");
        }
        try {
            taker.accept(events.read(json));
            return ResponseEntity.ok(Map.of("status", "taken"));
        } catch (Breach e) {
            return problem(HttpStatus.BAD_REQUEST, "В событии есть ошибки", e.getMessage());
        }
    }

    /** Read by hand: the signature is over the text exactly as it was sent. */
    private static Optional<Map<String, String>> form(byte[] body) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
                String[] parts = pair.split("=", 2);
                fields.putIfAbsent(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.of(fields);
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
