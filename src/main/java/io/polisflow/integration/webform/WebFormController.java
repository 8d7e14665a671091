package io.polisflow.integration.webform;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.integration.webform.WebFormContract.Accepted;
import io.polisflow.integration.webform.WebFormContract.Problem;
import io.polisflow.integration.webform.WebFormContract.Submission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes the form of the insurer's web site (step 2.1); whatever arrives is kept, also when it is answered with an error. */
@RestController
class WebFormController {

    private static final String KEPT = "Обращение сохранено, менеджер разберёт его и свяжется с вами.";

    private final RequestInbox inbox;
    private final int maxBody;
    private final WebFormParser parser = new WebFormParser();

    WebFormController(RequestInbox inbox, @Value("${polisflow.webform.max-body:5MB}") DataSize maxBody) {
        this.inbox = inbox;
        this.maxBody = Math.toIntExact(maxBody.toBytes());
    }

    @Operation(
            tags = "Заявки с сайта",
            summary = "Принять заявку с сайта",
            description = "Заявка сохраняется, даже если в ней есть ошибки: тогда её разбирает человек. "
                    + "Вход не нужен. Принимается JSON или обычная форма (application/x-www-form-urlencoded).",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = Submission.class)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
                                        schema = @Schema(implementation = Submission.class))
                            }))
    @ApiResponse(
            responseCode = "202",
            description = "Заявка принята",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Accepted.class)))
    @ApiResponse(
            responseCode = "400",
            description = "Тело не читается; оно сохранено",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "413",
            description = "Тело больше, чем разрешено; оно не сохранено",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "422",
            description = "В полях есть ошибки; заявка сохранена",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @PostMapping("/hooks/webform")
    ResponseEntity<Object> receive(HttpServletRequest http) throws IOException {
        byte[] body = http.getInputStream().readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            return problem(
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "Слишком большое обращение",
                    "Обращение больше " + DataSize.ofBytes(maxBody).toKilobytes() + " КБ: сократите текст.",
                    List.of(),
                    null);
        }
        IncomingRequest request;
        boolean readable = true;
        try {
            request = isForm(http) ? parser.form(body) : parser.json(body);
        } catch (JsonProcessingException e) {
            readable = false;
            request = parser.unreadable(body);
        }
        try {
            Receipt receipt = inbox.receive(request);
            List<FieldProblem> problems = receipt.problems().isEmpty() ? request.problems() : receipt.problems();
            if (readable && problems.isEmpty()) {
                return ResponseEntity.accepted()
                        .body(new Accepted(receipt.requestNumber(), "accepted", receipt.repeated()));
            }
            return problem(
                    readable ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.BAD_REQUEST,
                    readable ? "В обращении есть ошибки" : "Обращение не читается",
                    KEPT,
                    problems,
                    receipt.requestNumber());
        } catch (RefusedException e) {
            return problem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "Обращение не принято",
                    "Исправьте указанное и отправьте форму ещё раз.",
                    List.of(new FieldProblem(e.field(), e.getMessage())),
                    null);
        }
    }

    private static boolean isForm(HttpServletRequest http) {
        String type = http.getContentType();
        return type != null
                && type.toLowerCase(java.util.Locale.ROOT).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
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
