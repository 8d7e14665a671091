package io.polisflow.web.dictionary;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Probabilities;
import io.polisflow.crm.funnel.Probabilities.Scale;
import io.polisflow.security.CurrentUser;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which heads, supervisors and administrators say how likely a deal is won from each stage of the funnel. */
@Controller
@RequestMapping("/crm/dictionaries/probabilities")
class ProbabilityController {

    private final Probabilities probabilities;
    private final Staff staff;
    private final CurrentUser user;
    private final DateTimeFormatter when;

    ProbabilityController(Probabilities probabilities, Staff staff, CurrentUser user, Clock clock) {
        this.probabilities = probabilities;
        this.staff = staff;
        this.user = user;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    record Row(String code, String label, String percent) {}

    record ChangeRow(String at, String who, String text) {}

    @GetMapping
    String show(Model model) {
        Scale scale = probabilities.scale();
        return page(scale, stage -> String.valueOf(scale.percents().get(stage)), model);
    }

    @PostMapping
    String change(
            @RequestParam(defaultValue = "-1") int revision,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Map<Stage, Integer> percents = new EnumMap<>(Stage.class);
        Probabilities.stages().forEach(stage -> percents.put(stage, whole(typed.get(stage.code()))));
        try {
            probabilities.change(revision, percents, user.id());
        } catch (RefusedException e) {
            Refusals.show(e, model, response);
            return page(probabilities.scale(), stage -> typed.get(stage.code()), model);
        }
        redirect.addFlashAttribute("done", "Сохранено. Ожидаемая премия воронки считается по новым вероятностям.");
        return "redirect:/crm/dictionaries/probabilities";
    }

    /** @return null for anything but a whole number of at most three digits */
    private static Integer whole(String typed) {
        String plain = typed == null ? "" : typed.replace("%", "").strip();
        return plain.matches("[0-9]{1,3}") ? Integer.valueOf(plain) : null;
    }

    private String page(Scale scale, Function<Stage, String> percents, Model model) {
        List<Row> rows = Probabilities.stages().stream()
                .map(stage -> new Row(stage.code(), stage.label(), percents.apply(stage)))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("revision", scale.revision());
        model.addAttribute(
                "changes",
                probabilities.changes().stream()
                        .map(change ->
                                new ChangeRow(when.format(change.at()), staff.nameOf(change.author()), change.text()))
                        .toList());
        return "crm/dictionaries/probabilities";
    }
}
