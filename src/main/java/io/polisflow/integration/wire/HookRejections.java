package io.polisflow.integration.wire;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers the sender of an event that is not taken. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class HookRejections {

    @ExceptionHandler(Hooks.Rejection.class)
    ResponseEntity<Object> rejected(Hooks.Rejection rejection) {
        return Hooks.answer(rejection);
    }
}
