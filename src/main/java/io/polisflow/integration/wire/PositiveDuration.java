package io.polisflow.integration.wire;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.time.DurationMin;

/** A setting that is a time of a millisecond or more: without one a time-out or a pause would mean for ever, or none. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@DurationMin(millis = 1)
@ReportAsSingleViolation
public @interface PositiveDuration {

    String message() default "нужен срок больше нуля, например 10s";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
