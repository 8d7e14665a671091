package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The simulated exchange as its customer's programs see it: signed commands in the shapes of Mango Office VPBX. */
@RestController
@RequestMapping("/sandbox/telephony/vpbx")
@Profile("sandbox & !production")
class TelephonySandbox {

    private static final int BUSINESS_ERROR = 420;
    private static final int WRONG_SIGN = 3102;
    private static final int NO_PARAMETER = 3103;
    private static final int WRONG_NUMBER = 3200;
    private static final int NO_RECORDING = 3320;
    private static final int NO_EXTENSION = 3330;
    private static final int REMEMBERED_LINKS = 1000;

    private final PhoneCalls calls;
    private final TelephonyNews news;
    private final ObjectMapper json;
    private final Map<String, String> recordingByLink = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED_LINKS;
        }
    };

    TelephonySandbox(PhoneCalls calls, TelephonyNews news, ObjectMapper json) {
        this.calls = calls;
        this.news = news;
        this.json = json;
    }

    @PostMapping("/commands/callback")
    ResponseEntity<?> callback(
            @RequestParam(name = "vpbx_api_key", defaultValue = "") String key,
            @RequestParam(defaultValue = "") String sign,
            @RequestParam(name = "json", defaultValue = "") String text) {
        return command(key, sign, text, command -> {
            String id = command.path("command_id").asText("");
            String extension = command.path("from").path("extension").asText("");
            String number = command.path("to_number").asText("");
            if (id.isBlank() || id.length() > 128) {
                return error(NO_PARAMETER);
            }
            if (!extension.matches("\\d{3,4}")) {
                return error(NO_EXTENSION);
            }
            if (!number.matches("\\d{11,15}")) {
                return error(WRONG_NUMBER);
            }
            calls.order(id, extension, number);
            return ResponseEntity.ok(Map.of("result", 1000));
        });
    }

    @PostMapping("/config/users/request")
    ResponseEntity<?> users(
            @RequestParam(name = "vpbx_api_key", defaultValue = "") String key,
            @RequestParam(defaultValue = "") String sign,
            @RequestParam(name = "json", defaultValue = "") String text) {
        return command(key, sign, text, command -> ResponseEntity.ok(Map.of("users", List.of())));
    }

    @PostMapping("/queries/recording/post")
    ResponseEntity<?> recording(
            @RequestParam(name = "vpbx_api_key", defaultValue = "") String key,
            @RequestParam(defaultValue = "") String sign,
            @RequestParam(name = "json", defaultValue = "") String text) {
        return command(key, sign, text, command -> {
            String id = command.path("recording_id").asText("");
            if (!"download".equals(command.path("action").asText()) || id.isBlank()) {
                return error(NO_PARAMETER);
            }
            if (RecordedSound.of(id).isEmpty()) {
                return error(NO_RECORDING);
            }
            String link = UUID.randomUUID().toString();
            synchronized (recordingByLink) {
                recordingByLink.put(link, id);
            }
            URI address = ServletUriComponentsBuilder.fromCurrentContextPath()
                    .path("/sandbox/telephony/vpbx/queries/recording/link/" + link)
                    .build()
                    .toUri();
            return ResponseEntity.status(302).location(address).build();
        });
    }

    /** The address is good for one use. */
    @GetMapping("/queries/recording/link/{link}")
    ResponseEntity<byte[]> play(@PathVariable String link) {
        String id;
        synchronized (recordingByLink) {
            id = recordingByLink.remove(link);
        }
        return Optional.ofNullable(id)
                .flatMap(RecordedSound::of)
                .map(sound -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("audio/wav"))
                        .body(sound))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private ResponseEntity<?> command(
            String key, String sign, String text, Function<JsonNode, ResponseEntity<?>> handler) {
        byte[] expected = news.sign(text).getBytes(StandardCharsets.UTF_8);
        if (!news.key().equals(key) || !MessageDigest.isEqual(expected, sign.getBytes(StandardCharsets.UTF_8))) {
            return error(WRONG_SIGN);
        }
        try {
            JsonNode command = json.readTree(text);
            return command == null || !command.isObject() ? error(NO_PARAMETER) : handler.apply(command);
        } catch (JsonProcessingException e) {
            return error(NO_PARAMETER);
        }
    }

    private static ResponseEntity<?> error(int code) {
        return ResponseEntity.status(BUSINESS_ERROR)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("code", code));
    }
}
