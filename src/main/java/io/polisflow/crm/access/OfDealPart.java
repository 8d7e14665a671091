package io.polisflow.crm.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** Only for whoever sees the deal to which belongs what an argument names: a proposal, a contract, a letter. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("@dealSight.requirePart('{entity}', {id})")
public @interface OfDealPart {

    /** @return name of an entity with a field {@code deal} */
    String entity();

    /** @return expression of its id */
    String id();
}
