package io.polisflow.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Says in Russian what went wrong: as a page under {@code /crm}, as a problem detail (RFC 9457) elsewhere. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorPages {

    @ExceptionHandler(ResponseStatusException.class)
    Object answer(ResponseStatusException e, HttpServletRequest request) {
        return answer(e.getStatusCode(), e.getReason() == null ? "Запрос не выполнен" : e.getReason(), request);
    }

    @ExceptionHandler(NoResourceFoundException.class)
    Object noSuchAddress(NoResourceFoundException e, HttpServletRequest request) {
        return answer(HttpStatus.NOT_FOUND, "Такой страницы нет", request);
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    Object wrongValue(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        return answer(HttpStatus.BAD_REQUEST, "«" + e.getName() + "»: ожидается число", request);
    }

    private static Object answer(HttpStatusCode status, String message, HttpServletRequest request) {
        if (request.getRequestURI().startsWith("/crm")) {
            return new ModelAndView(
                    "error/message",
                    Map.of("message", message, "code", status.value()),
                    HttpStatus.valueOf(status.value()));
        }
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, message);
        problem.setTitle(message);
        return ResponseEntity.of(problem).build();
    }
}
