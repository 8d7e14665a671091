package io.polisflow.crm.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sight is asked, but not before the method is called: what is not for whoever is signed on to see is left out by itself.
 * {@code ArchitectureTest} asks every method for one of these words.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AsksSight {

    /** @return where or when it is asked */
    String value();
}
