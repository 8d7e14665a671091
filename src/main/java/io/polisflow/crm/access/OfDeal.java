package io.polisflow.crm.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** Only for whoever sees the deal that an argument names; for anybody else there is none. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("@dealSight.requireDeal({value})")
public @interface OfDeal {

    /** @return expression of the deal's number */
    String value() default "#dealNumber";
}
