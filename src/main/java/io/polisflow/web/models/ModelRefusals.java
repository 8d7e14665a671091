package io.polisflow.web.models;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.draft.ExaminationFailedException;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/** Shows a page again with what is wrong; of models every single thing that has to be mended. */
final class ModelRefusals {

    private ModelRefusals() {}

    static void show(RefusedException refusal, Model model, HttpServletResponse response) {
        if (refusal instanceof ExaminationFailedException failed) {
            model.addAttribute("refusal", "Проверка не пройдена, ничего не изменено. Исправьте ошибки из списка.");
            model.addAttribute("groups", FindingGroup.of(failed.findings()));
        } else {
            model.addAttribute("refusal", refusal.getMessage());
            model.addAttribute("refusedField", refusal.field());
        }
        response.setStatus(
                (refusal instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST).value());
    }
}
