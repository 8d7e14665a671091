package io.polisflow.web;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Our forms are flat: no field's name leads into an object or past the end of a list. */
@ControllerAdvice("io.polisflow.web")
class FormBinding {

    @InitBinder
    void flat(WebDataBinder binder) {
        binder.setDisallowedFields("*[*", "*.*");
    }
}
