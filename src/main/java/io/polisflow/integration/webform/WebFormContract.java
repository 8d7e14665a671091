package io.polisflow.integration.webform;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The shapes on the wire, so that the builder of a web site finds them in the published OpenAPI description. */
interface WebFormContract {

    @Operation(
            tags = "Заявки с сайта",
            summary = "Принять заявку с сайта",
            description = "Заявка сохраняется, даже если в ней есть ошибки: тогда её разбирает человек. "
                    + "Принимается JSON или обычная форма (application/x-www-form-urlencoded), поля называются по-нашему "
                    + "или как в Tilda. Сайт показывает токен или подписывает тело, что из двух обязательно — решает "
                    + "настройка polisflow.webform.demand; в песочнице вход открыт. Подпись: «sha256=» и HMAC-SHA256 "
                    + "от «время в секундах, точка, тело как оно отправлено», в шестнадцатеричном виде. "
                    + "Проверка адреса из Tilda (test=test) получает 200.",
            parameters = {
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = WebFormAccess.TOKEN_HEADER,
                        description = "Токен сайта; можно и параметром «token» в адресе"),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = WebFormAccess.TIMESTAMP_HEADER,
                        description = "Время подписи, секунды Unix"),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = WebFormAccess.SIGNATURE_HEADER,
                        description = "Подпись; каждая принимается один раз")
            },
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
            responseCode = "401",
            description = "Нет токена или подписи, либо они не подходят; ничего не сохранено",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "409",
            description = "Подпись уже использована; ничего не изменилось",
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
    @ApiResponse(
            responseCode = "429",
            description = "Слишком много обращений с одного адреса; ничего не сохранено",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "Через сколько секунд повторить",
                            schema = @Schema(type = "integer")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    ResponseEntity<Object> receive(HttpServletRequest http) throws IOException;

    @Schema(
            name = "WebForm",
            description = "Заявка с сайта. Нужны согласие, ИНН или название компании и почта или телефон; неизвестные "
                    + "поля не мешают. Каждое поле можно прислать строкой или числом.")
    record Submission(
            @Schema(description = "ИНН: 10 или 12 цифр", example = "7707083893") String inn,
            @Schema(description = "Название компании", example = "ПАО Сбербанк") String companyName,
            @Schema(description = "Контактное лицо", example = "Ольга Белова") String contactName,
            @Schema(description = "Телефон", example = "+7 495 500-55-50") String phone,
            @Schema(description = "Электронная почта", example = "belova@client.example") String email,
            @Schema(description = "Код или название продукта из каталога", example = "property") String product,
            @Schema(description = "Объект страхования", example = "Офис, 1 200 м²") String object,
            @ArraySchema(
                            schema = @Schema(example = "Пожар"),
                            arraySchema = @Schema(description = "Риски: список или одна строка"))
                    List<String> risks,
            @Schema(description = "Страховая сумма, рубли", example = "10 000 000") String sumInsured,
            @Schema(description = "Начало страхования: 2026-12-31 или 31.12.2026", example = "2026-12-31")
                    String startsOn,
            @Schema(description = "Комментарий") String text,
            @Schema(
                            description = "Ключ повтора: та же отправка дважды даёт одну заявку",
                            example = "5f0c3a52-8f0e-4d0a-9d53-2f6f2a3f3d10")
                    String submissionId,
            @Schema(
                            description = "Согласие на обработку персональных данных: true, yes, on, 1, да",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    boolean consent,
            @Schema(
                            description =
                                    "Версия текста согласия, которую показал сайт (GET /hooks/consents); не указана —"
                                            + " действующая",
                            example = "1")
                    Integer consentVersion,
            @Schema(description = "Согласие на рекламные письма и звонки: true, yes, on, 1, да; необязательно")
                    boolean consentMarketing) {}

    /** @param repeated whether this submission had been received before */
    @Schema(name = "WebFormAccepted", description = "Заявка принята")
    record Accepted(
            @Schema(example = "R-2026-000001") @JsonProperty(required = true) String requestNumber,
            @Schema(example = "accepted") @JsonProperty(required = true) String status,
            @JsonProperty(required = true) boolean repeated) {}

    @Schema(
            name = "WebFormProblem",
            description = "RFC 9457. Если есть requestNumber, заявка сохранена и её разберёт человек.")
    record Problem(
            @Schema(example = "about:blank") String type,
            @Schema(example = "В обращении есть ошибки") String title,
            @Schema(example = "422") int status,
            String detail,
            @Schema(example = "R-2026-000001", nullable = true) String requestNumber,
            List<FieldError> errors) {}

    @Schema(name = "WebFormFieldError")
    record FieldError(
            @Schema(description = "Поле заявки; пусто, когда дело не в одном поле", example = "inn", nullable = true)
                    String field,
            @Schema(example = "ИНН: 10 или 12 цифр с верной контрольной суммой, проверьте цифры") String message) {}
}
