package io.polisflow.integration.telephony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.integration.telephony.MangoEvents.Breach;
import io.polisflow.integration.wire.Hooks;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
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

    private static final Logger LOG = LoggerFactory.getLogger(TelephonyHook.class);
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

    @PostMapping("/**")
    @Operation(summary = "Прочие события (Mango Office): приняты и не нужны", description = SIGNED)
    ResponseEntity<Object> other(HttpServletRequest http) throws IOException {
        return take(http, event -> LOG.info("an event at {} is left alone", http.getRequestURI()));
    }

    private ResponseEntity<Object> take(HttpServletRequest http, Consumer<JsonNode> taker) throws IOException {
        Map<String, String> form = form(Hooks.body(http, LARGEST_BODY))
                .orElseThrow(() -> new Hooks.Rejection(
                        HttpStatus.BAD_REQUEST, "Событие не читается", "Нужна форма vpbx_api_key, sign, json."));
        String json = form.get("json");
        if (!sign.fits(form.get("vpbx_api_key"), form.get("sign"), json)) {
            throw new Hooks.Rejection(HttpStatus.UNAUTHORIZED, "Нет доступа", "Ключ или подпись не подходят.");
        }
        try {
            taker.accept(events.read(json));
            return Hooks.taken();
        } catch (Breach e) {
            throw Hooks.malformed(e.getMessage());
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
}
