package io.polisflow.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnseenException;
import io.polisflow.crm.document.UnreadableFileException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.InvalidPropertyException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Says in Russian what went wrong: as a page to a person's browser, as a problem detail (RFC 9457) to a program. */
@ControllerAdvice
@Order(ErrorPages.PRECEDENCE)
class ErrorPages {

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    /** Before Spring's own, and behind those that answer for controllers of one kind only. */
    static final int PRECEDENCE = Ordered.HIGHEST_PRECEDENCE + 100;

    @ExceptionHandler(ResponseStatusException.class)
    Object answer(ResponseStatusException e, HttpServletRequest request) {
        return answer(e.getStatusCode(), e.getReason() == null ? "Запрос не выполнен" : e.getReason(), request);
    }

    @ExceptionHandler(UnseenException.class)
    Object unseen(UnseenException e, HttpServletRequest request) {
        return answer(HttpStatus.NOT_FOUND, e.getMessage(), request);
    }

    @ExceptionHandler(RefusedException.class)
    Object refused(RefusedException e, HttpServletRequest request) {
        HttpStatus status = e instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
        if (isForPerson(request)) {
            return answer(status, e.getMessage(), request);
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, e.getMessage());
        problem.setTitle(status == HttpStatus.CONFLICT ? "Данные уже изменились" : "Проверьте введённое");
        problem.setProperty("field", e.field());
        return ResponseEntity.of(problem).build();
    }

    /** Two people changed the same thing at one moment: the slower one reads how things stand. */
    @ExceptionHandler(ConcurrencyFailureException.class)
    Object overtaken(ConcurrencyFailureException e, HttpServletRequest request) {
        return refused(
                new ConflictException("Это только что изменил другой сотрудник: обновите страницу и повторите"),
                request);
    }

    /** Never bytes that are not the file's: whoever asks is told why, and the administrator's log too. */
    @ExceptionHandler(UnreadableFileException.class)
    Object unreadable(UnreadableFileException e, HttpServletRequest request) {
        log.error("a stored file is not handed out: {}", e.getMessage());
        return answer(
                e.isDamaged() ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.SERVICE_UNAVAILABLE,
                e.getMessage(),
                request);
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    Object unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        String field = null;
        if (e.getCause() instanceof JsonMappingException wrong
                && !wrong.getPath().isEmpty()) {
            field = wrong.getPath().get(wrong.getPath().size() - 1).getFieldName();
        }
        String message = field == null
                ? "Запрос не читается: ожидается JSON"
                : "Значение не читается: проверьте, что дата или число указаны верно";
        return refused(new RefusedException(field, message), request);
    }

    /** What the body says cannot be made of it: a value of a wrong kind, a field told twice. */
    @ExceptionHandler(HttpMessageConversionException.class)
    Object unfit(HttpMessageConversionException e, HttpServletRequest request) {
        if (e instanceof HttpMessageNotWritableException) {
            throw e;
        }
        return refused(new RefusedException(null, "Запрос не читается: ожидается JSON"), request);
    }

    /** A field that no form has, a body that is no upload, a header that no browser sends. */
    @ExceptionHandler({InvalidPropertyException.class, MultipartException.class, RequestRejectedException.class})
    Object malformed(Exception e, HttpServletRequest request) {
        if (hasNoRoom(e)) {
            log.error("an upload finds no room in this node's temporary folder");
            return answer(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "На диске сервера кончилось место: файл не принят. Сообщите администратору и повторите позже.",
                    request);
        }
        return answer(HttpStatus.BAD_REQUEST, "Запрос составлен неверно", request);
    }

    /** Java tells it only in the operating system's words. */
    private static boolean hasNoRoom(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left on device")) {
                return true;
            }
        }
        return false;
    }

    @ExceptionHandler(NoResourceFoundException.class)
    Object noSuchAddress(NoResourceFoundException e, HttpServletRequest request) {
        return answer(HttpStatus.NOT_FOUND, "Такой страницы нет", request);
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    Object wrongValue(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        return answer(HttpStatus.BAD_REQUEST, "«" + e.getName() + "»: ожидается число", request);
    }

    @ExceptionHandler({
        HttpRequestMethodNotSupportedException.class,
        HttpMediaTypeNotAcceptableException.class,
        HttpMediaTypeNotSupportedException.class
    })
    Object notOffered(Exception e, HttpServletRequest request, HttpServletResponse response) {
        ErrorResponse refusal = (ErrorResponse) e;
        // What is offered instead (Allow, Accept) stands in the headers.
        refusal.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        String message = e instanceof HttpRequestMethodNotSupportedException
                ? "Метод здесь не поддерживается"
                : "Формат здесь не поддерживается";
        return answer(refusal.getStatusCode(), message, request);
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    Object tooLarge(MaxUploadSizeExceededException e, HttpServletRequest request) {
        return isForPerson(request)
                ? new ModelAndView("error/413", Map.of(), HttpStatus.PAYLOAD_TOO_LARGE)
                : answer(
                        HttpStatus.PAYLOAD_TOO_LARGE,
                        "Файлы слишком велики: за один раз принимается до 25 МБ.",
                        request);
    }

    private static Object answer(HttpStatusCode status, String message, HttpServletRequest request) {
        if (isForPerson(request)) {
            return new ModelAndView(
                    "error/message",
                    Map.of("message", message, "code", status.value()),
                    HttpStatus.valueOf(status.value()));
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, message);
        problem.setTitle(message);
        return ResponseEntity.of(problem).build();
    }

    private static boolean isForPerson(HttpServletRequest request) {
        if (request.getHeader("HX-Request") != null) {
            // A script puts the message where the person is looking; a page would be lost.
            return false;
        }
        String address = request.getRequestURI();
        boolean browser = String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE);
        return address.startsWith("/crm") || browser && !address.startsWith("/api/") && !address.startsWith("/hooks/");
    }
}
