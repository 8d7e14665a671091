package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.Wording;
import io.polisflow.crm.template.Wordings;
import io.polisflow.fixtures.TemplateAttempts;
import io.polisflow.fixtures.Trap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.util.HtmlUtils;

/** What people write into the template of a letter, into a letter or into a deal is text, whatever it looks like. */
class LettersRunNoCodeTest {

    private final ThymeleafLetterTemplates letters = new ThymeleafLetterTemplates(
            new CompanyProperties("СК «Полис»", "", "", "+7 495 000-00-00", "info@polisflow.example", ""),
            Wordings::delivered);

    static List<String> attempts() {
        return TemplateAttempts.all();
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void aWordingWithCodeIsNotKept(String text) {
        assertThatThrownBy(() -> Templates.checked(Template.DEAL_LETTER, new Wording("Тема", text)))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Templates.checked(Template.DEAL_LETTER, new Wording(text, "Текст")))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void codeInAValueOrInALetterIsPrinted(String text) {
        Trap.reset();

        RenderedLetter letter = letters.render(
                "deal-letter",
                new Wording("Сделка {компания}", "Здравствуйте, {имя контакта}!"),
                Map.of("companyName", text, "contactName", text));
        String framed = letters.frame(text, text);

        assertThat(Trap.sprung()).isFalse();
        assertThat(letter.subject()).isEqualTo("Сделка " + text);
        assertThat(letter.text()).contains(text);
        assertThat(HtmlUtils.htmlUnescape(letter.html())).contains("Здравствуйте, " + text + "!");
        assertThat(HtmlUtils.htmlUnescape(framed)).contains("<title>" + text + "</title>", ">" + text + "</p>");
    }

    /** Else the other tests would prove nothing. */
    @ParameterizedTest
    @MethodSource("attempts")
    void theSameTextRunsAsATemplate(String text) {
        TemplateAttempts.processCarelessly(text);

        assertThat(Trap.sprung()).isTrue();
    }
}
