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
            new SystemRow("registry", "Реестр контрагентов", "Контур.Фокус: реквизиты по ИНН"),
            new SystemRow("underwriting", "Андеррайтинг", "Расчёт премии"),
            new SystemRow("mail", "Почта страховщика", "SMTP и IMAP"),
            new SystemRow("telephony", "Телефония", "Звонки и записи"),
            new SystemRow("edo", "ЭДО", "Подписание документов"),
            new SystemRow("policy", "Учёт полисов", "Выпуск полисов"));

    private static final List<ModeChoice> MODES = List.of(
            new ModeChoice(Mode.OK.wireName(), "работает"),
            new ModeChoice(Mode.SLOW.wireName(), "медленно"),
            new ModeChoice(Mode.GARBAGE.wireName(), "мусор"),
            new ModeChoice(Mode.DOWN.wireName(), "не отвечает"));

    record SystemRow(String code, String name, String purpose) {}

    record ModeChoice(String code, String label) {}

    @GetMapping({"/sandbox", "/sandbox/"})
    String show(Model model) {
        model.addAttribute("systems", SYSTEMS);
        model.addAttribute("modes", MODES);
        return "sandbox/index";
    }
}
