package io.polisflow.web.dictionary;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/** Shows a form again with what was typed and what is wrong with it. */
final class Refusals {

    private Refusals() {}

    static void show(RefusedException refusal, Model model, HttpServletResponse response) {
        model.addAttribute("refusal", refusal.getMessage());
        model.addAttribute("refusedField", refusal.field());
        response.setStatus(
                (refusal instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST).value());
    }
}
