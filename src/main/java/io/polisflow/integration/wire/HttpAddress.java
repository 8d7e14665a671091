package io.polisflow.integration.wire;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.Set;

/** A setting that is blank or the address of an HTTP server, so that a slip shows at the start and not at the first deal. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = HttpAddress.Validator.class)
public @interface HttpAddress {

    String message() default "нужен адрес вида https://сервер/путь, без параметров после знака вопроса";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Judges by the parts of the address; the server need not be there yet. */
    class Validator implements ConstraintValidator<HttpAddress, String> {

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            if (value == null || value.isBlank()) {
                return true;
            }
            try {
                URI address = URI.create(value.strip());
                return address.getScheme() != null
                        && Set.of("http", "https").contains(address.getScheme())
                        && address.getHost() != null
                        && address.getQuery() == null
                        && address.getFragment() == null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
