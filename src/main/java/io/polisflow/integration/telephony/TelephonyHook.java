package io.polisflow.integration.telephony;

import io.polisflow.integration.telephony.MangoEvents.Breach;
import io.polisflow.integration.wire.HookInbox;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Hears from Mango Office what happens to calls: what is signed and can be read is kept and answered, and has its effect a moment later.
 * Repeats change nothing and are answered like the first.
 */
@RestController
@Tag(name = "События внешних систем")
@ApiResponse(responseCode = "200", description = "Событие принято, повтор тоже", content = @Content)
@ApiResponse(responseCode = "400", description = "Событие не читается", content = @Content)
@ApiResponse(responseCode = "401", description = "Подпись не подходит", content = @Content)
@ApiResponse(responseCode = "413", description = "Событие больше 64 КБ", content = @Content)
class TelephonyHook {

    private static final Logger LOG = LoggerFactory.getLogger(TelephonyHook.class);
    private static final int LARGEST_BODY = 64 * 1024;
    private static final String SIGNED = "Форма vpbx_api_key, sign, json; подпись: sha256(ключ + json + соль).";

    private final HookInbox inbox;
    private final MangoWork work;
    private final MangoSign sign;

    TelephonyHook(HookInbox inbox, MangoWork work, TelephonyProperties properties) {
        this.inbox = inbox;
        this.work = work;
        this.sign = new MangoSign(properties.apiKey(), properties.salt());
    }

    @PostMapping(MangoWork.CALL)
    @Operation(summary = "Шаг вызова (Mango Office)", description = SIGNED)
    ResponseEntity<Object> call(HttpServletRequest http) throws IOException {
        return take(http, MangoWork.CALL);
    }

    @PostMapping(MangoWork.SUMMARY)
    @Operation(summary = "Итог вызова (Mango Office)", description = SIGNED)
    ResponseEntity<Object> summary(HttpServletRequest http) throws IOException {
        return take(http, MangoWork.SUMMARY);
    }

    @PostMapping(MangoWork.RECORDING)
    @Operation(summary = "Запись разговора (Mango Office)", description = SIGNED)
    ResponseEntity<Object> recording(HttpServletRequest http) throws IOException {
        return take(http, MangoWork.RECORDING);
    }

    @PostMapping(MangoWork.COMMAND_RESULT)
    @Operation(summary = "Ответ на команду вызова (Mango Office)", description = SIGNED)
    ResponseEntity<Object> commandResult(HttpServletRequest http) throws IOException {
        return take(http, MangoWork.COMMAND_RESULT);
    }

    @PostMapping("/hooks/telephony/**")
    @Operation(summary = "Прочие события (Mango Office): приняты и не нужны", description = SIGNED)
    ResponseEntity<Object> other(HttpServletRequest http) throws IOException {
        ResponseEntity<Object> answer = take(http, "/hooks/telephony");
        LOG.info("an event at {} is left alone", http.getRequestURI());
        return answer;
    }

    private ResponseEntity<Object> take(HttpServletRequest http, String operation) throws IOException {
        Map<String, String> form = form(Hooks.body(http, LARGEST_BODY))
                .orElseThrow(() -> new Hooks.Rejection(
                        HttpStatus.BAD_REQUEST, "Событие не читается", "Нужна форма vpbx_api_key, sign, json."));
        String json = form.get("json");
        if (!sign.fits(form.get("vpbx_api_key"), form.get("sign"), json)) {
            throw new Hooks.Rejection(HttpStatus.UNAUTHORIZED, "Нет доступа", "Ключ или подпись не подходят.");
        }
        try {
            // Read now, so that its sender hears what is wrong with it; done later, so that he need not wait.
            if (work.read(operation, json).isPresent()) {
                inbox.accept(http, TelephonyProperties.SYSTEM, operation, json);
            }
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
