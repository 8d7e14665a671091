package io.polisflow.integration.wire;

import io.polisflow.crm.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers the sender of an event that is not taken: 4xx when it would not be taken the next time either, 503 when the moment
 * stands against it, so that he sends it again.
 */
@RestControllerAdvice(basePackages = "io.polisflow.integration")
@Order(Ordered.HIGHEST_PRECEDENCE)
public class HookRejections {

    private static final Logger LOG = LoggerFactory.getLogger(HookRejections.class);

    @ExceptionHandler(Hooks.Rejection.class)
    ResponseEntity<Object> rejected(Hooks.Rejection rejection) {
        return Hooks.answer(rejection);
    }

    @ExceptionHandler(RefusedException.class)
    ResponseEntity<Object> refused(RefusedException refusal) {
        return Hooks.answer(Hooks.malformed(refusal.getMessage()));
    }

    /** A header's value with line breaks or other signs that none may hold; whoever reads it first meets the refusal. */
    @ExceptionHandler(RequestRejectedException.class)
    ResponseEntity<Object> rejected(RequestRejectedException unsafe) {
        LOG.warn("an event with an impossible header is refused: {}", unsafe.getMessage());
        return Hooks.answer(Hooks.malformed("В заголовке запроса недопустимые знаки."));
    }

    /** Also of two events that changed one thing at the same moment: the slower one comes again. */
    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<Object> failed(RuntimeException fault) {
        LOG.error("an event could not be taken", fault);
        return Hooks.answer(new Hooks.Rejection(
                HttpStatus.SERVICE_UNAVAILABLE, "Событие не принято", "Повторите чуть позже: событие не сохранено."));
    }
}
