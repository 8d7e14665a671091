package io.polisflow.crm.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** Only for whoever sees the client that an argument names; for anybody else there is none. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("@dealSight.requireClient({value})")
public @interface OfClient {

    /** @return expression of the client's id */
    String value() default "#clientId";
}
