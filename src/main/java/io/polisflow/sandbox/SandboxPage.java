package io.polisflow.sandbox;

import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page on which a person plays the outside world: the site's visitor, the client's mail, a system that fails. */
@Controller
@Profile("sandbox & !production")
class SandboxPage {

    private static final List<SystemRow> SYSTEMS = List.of(
            row("registry", "Реестр контрагентов", "Контур.Фокус, DaData, СПАРК: реквизиты по ИНН"),
            row("underwriting", "Андеррайтинг", "Расчёт премии"),
            row("mail", "Почта страховщика", "SMTP и IMAP"),
            row("telephony", "Телефония", "Звонки и записи"),
            row("edo", "ЭДО", "Подписание документов"),
            row("policy", "Учёт полисов", "Выпуск полисов"));

    private static final List<ModeChoice> MODES = List.of(
            new ModeChoice(Mode.OK.wireName(), "работает"),
            new ModeChoice(Mode.SLOW.wireName(), "медленно"),
            new ModeChoice(Mode.GARBAGE.wireName(), "мусор"),
            new ModeChoice(Mode.DOWN.wireName(), "не отвечает"));

    /** @param sends whether the system tells the insurer of events by itself */
    record SystemRow(String code, String name, String purpose, List<FaultChoice> faults, boolean sends) {}

    record FaultChoice(String code, String label) {}

    record ModeChoice(String code, String label) {}

    private static SystemRow row(String code, String name, String purpose) {
        List<FaultChoice> faults = Faults.of(code).stream()
                .map(fault -> new FaultChoice(
                        fault.code(),
                        // The codes of errors stand in the products' documents; the others have none.
                        Character.isDigit(fault.code().charAt(0))
                                ? fault.code() + " — " + fault.label()
                                : Character.toUpperCase(fault.label().charAt(0))
                                        + fault.label().substring(1)))
                .toList();
        return new SystemRow(code, name, purpose, faults, Behaviours.SENDING.contains(code));
    }

    @GetMapping({"/sandbox", "/sandbox/"})
    String show(Model model) {
        model.addAttribute("systems", SYSTEMS);
        model.addAttribute("modes", MODES);
        return "sandbox/index";
    }
}
