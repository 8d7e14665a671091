package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.ClientMail.Unsendable;
import io.polisflow.sandbox.SentLetters.Attachment;
import io.polisflow.sandbox.SentLetters.Letter;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The client's side of the mail over HTTP: reads what the insurer sent and writes to the insurer. */
@RestController
@RequestMapping("/sandbox/mail")
@Profile("sandbox & !production")
class MailSandbox {

    private static final int LARGEST_BODY = 40 * 1024 * 1024;

    /** What a browser may show at our own address; a page or a drawing with scripts must not run there. */
    private static final Set<String> HARMLESS = Set.of("application/pdf", "image/png", "image/jpeg", "text/plain");

    private final MailServer server;
    private final SentLetters sent;
    private final ObjectMapper json;

    MailSandbox(MailServer server, SentLetters sent, ObjectMapper json) {
        this.server = server;
        this.sent = sent;
        this.json = json;
    }

    @GetMapping("/messages")
    List<Letter> messages(@RequestParam(defaultValue = "" + Integer.MAX_VALUE) int limit) {
        return sent.newest(Math.max(0, limit));
    }

    @GetMapping("/messages/{id}/attachments/{position}")
    ResponseEntity<Object> attachment(@PathVariable long id, @PathVariable int position) {
        return sent.attachment(id, position)
                .map(MailSandbox::file)
                .orElseGet(() ->
                        problem(HttpStatus.NOT_FOUND, "Вложения нет", "Такого письма или вложения в песочнице нет."));
    }

    @PostMapping("/send")
    ResponseEntity<Object> send(HttpServletRequest http) throws IOException, MessagingException {
        byte[] body = http.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            return problem(HttpStatus.PAYLOAD_TOO_LARGE, "Письмо слишком большое", "Письмо больше 40 МБ.");
        }
        try {
            ClientMail mail = json.readValue(new String(body, StandardCharsets.UTF_8), ClientMail.class);
            if (mail == null) {
                throw new Unsendable("Нужен объект JSON с полями from, subject, text.");
            }
            MimeMessage message = mail.message(MailServer.INSURER);
            server.receive(message);
            return ResponseEntity.accepted()
                    .body(Map.of("status", "delivered", "to", MailServer.INSURER, "messageId", message.getMessageID()));
        } catch (JsonProcessingException e) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "Письмо не прочитано",
                    "Нужен объект JSON с полями from, fromName, subject, text и attachments [{name, type, content}].");
        } catch (Unsendable e) {
            return problem(HttpStatus.BAD_REQUEST, "Письмо не отправлено", e.getMessage());
        }
    }

    private static ResponseEntity<Object> file(Attachment attachment) {
        boolean harmless = HARMLESS.contains(attachment.type());
        ContentDisposition disposition = (harmless ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(attachment.name(), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(mediaType(attachment.type()))
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(attachment.content());
    }

    private static MediaType mediaType(String type) {
        try {
            return MediaType.parseMediaType(type);
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
