package io.polisflow.integration.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What every webhook does alike before its event means anything: who sends it, how large it is, whether it can be read. */
public final class Hooks {

    private static final Duration COME_AGAIN = Duration.ofSeconds(30);

    private Hooks() {}

    /** Says why an event is not taken; {@link #answer(Rejection)} makes the answer of it. */
    public static final class Rejection extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final HttpStatus status;
        private final String title;

        /** @param detail Russian, names the property that is wrong and the remedy */
        public Rejection(HttpStatus status, String title, String detail) {
            super(detail);
            this.status = status;
            this.title = title;
        }

        public HttpStatus status() {
            return status;
        }
    }

    /** An event that breaks its contract; the detail names the property in Russian. */
    public static Rejection malformed(String detail) {
        return new Rejection(HttpStatus.BAD_REQUEST, "В событии есть ошибки", detail);
    }

    /**
     * @param expected the secret of our configuration; when it is blank nobody gets in
     * @param given what the sender showed, or null
     * @throws Rejection 401 unless they are the same; comparing takes as long wherever they differ
     */
    public static void demand(String expected, String given) {
        if (!same(expected, given)) {
            throw new Rejection(HttpStatus.UNAUTHORIZED, "Нет доступа", "Токен не подходит.");
        }
    }

    /** @return whether both are there and the same, in a time that does not tell where they differ */
    public static boolean same(String expected, String given) {
        return expected != null
                && !expected.isBlank()
                && given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param limit in bytes
     * @throws Rejection 413 when it is larger; the rest stays unread
     */
    public static byte[] body(HttpServletRequest request, int limit) throws IOException {
        byte[] body = request.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            throw new Rejection(
                    HttpStatus.PAYLOAD_TOO_LARGE, "Слишком большое событие", "Событие больше " + limit / 1024 + " КБ.");
        }
        return body;
    }

    /** @throws Rejection 400 unless the body is one whole JSON object in UTF-8 */
    public static JsonNode object(byte[] body, ObjectMapper json) {
        try {
            JsonNode tree = json.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException | CharacterCodingException e) {
            // Falls through: what is wrong with it is the sender's to find out.
        }
        throw new Rejection(HttpStatus.BAD_REQUEST, "Событие не читается", "Нужен объект JSON в UTF-8.");
    }

    /**
     * @param longest in characters
     * @return without blanks at its ends; null when it is left out, null or blank
     * @throws Rejection 400 when it is no text or too long
     */
    public static String text(JsonNode event, String name, int longest) {
        JsonNode value = event.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        // PostgreSQL stores no NUL characters.
        String text =
                value.isTextual() ? value.textValue().replace("\u0000", "").strip() : null;
        if (text == null || text.length() > longest) {
            throw noText(name, longest);
        }
        return text.isEmpty() ? null : text;
    }

    /** As {@link #text}, of what every event of its kind has. */
    public static String requiredText(JsonNode event, String name, int longest) {
        String text = text(event, name, longest);
        if (text == null) {
            throw noText(name, longest);
        }
        return text;
    }

    private static Rejection noText(String name, int longest) {
        return malformed(name + ": нужен текст не длиннее " + longest + " знаков.");
    }

    /** The answer to an event that had, or has had, its effect. */
    public static ResponseEntity<Object> taken() {
        return answer(HttpStatus.OK, "taken");
    }

    /** @param what one word for the sender's log: taken, ignored, unknown */
    public static ResponseEntity<Object> answer(HttpStatus status, String what) {
        return ResponseEntity.status(status).body(Map.of("status", what));
    }

    /** RFC 9457 problem details of a rejection. */
    public static ResponseEntity<Object> answer(Rejection rejection) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(rejection.status, rejection.getMessage());
        problem.setTitle(rejection.title);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(rejection.status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (rejection.status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(COME_AGAIN.toSeconds()));
        }
        return answer.body(problem);
    }
}
