package io.polisflow.web.models;

import io.polisflow.crm.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where a change of a draft ends: on the draft's page with what was done, or on its own page again with what was typed and why not. */
record Saving(Model model, HttpServletResponse response, RedirectAttributes redirect) {

    /** A server drops what is beyond its limits without a word; what was typed there must not be taken for removed. */
    static void requireWhole(String lastField) {
        if (lastField == null) {
            throw new ResponseStatusException(
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    "Файл слишком велик для страницы, ничего не сохранено: измените его в Camunda Modeler и загрузите");
        }
    }

    /**
     * @param work does it and says what was done
     * @param again shows the page that the change came from
     */
    String ended(long draft, Supplier<String> work, Supplier<String> again) {
        try {
            redirect.addFlashAttribute("done", work.get());
            return "redirect:/crm/models/drafts/" + draft;
        } catch (RefusedException refusal) {
            ModelRefusals.show(refusal, model, response);
            return again.get();
        }
    }
}
