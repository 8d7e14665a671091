package io.polisflow.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.template.Wordings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The letters as a client reads them, with everything known and with almost nothing. */
class ThymeleafLetterTemplatesTest {

    private final ThymeleafLetterTemplates templates = templates("+7 495 000-00-00", "info@polisflow.example");

    @Test
    void aConfirmationTellsTheNumberTheSumAndTheDateInBothParts() {
        RenderedLetter letter = templates.render("request-confirmation", confirmation());

        assertThat(letter.subject()).isEqualTo("Мы получили вашу заявку R-2026-000001");
        for (String part : List.of(letter.text(), letter.html())) {
            assertThat(part)
                    .contains("R-2026-000001", "Здравствуйте, Иван!", "1\u00a0234\u00a0567,00\u00a0₽", "05.12.2026")
                    .contains("Анна Петрова", ", anna@polisflow.example");
        }
        assertThat(letter.text()).doesNotContain("<p", "[", "${");
    }

    @Test
    void aProposalTellsThePremiumTheTermAndWhomToAsk() {
        RenderedLetter letter = templates.render("proposal", proposal());

        assertThat(letter.subject()).isEqualTo("Предложение по страхованию KP-2026-000001");
        for (String part : List.of(letter.text(), letter.html())) {
            assertThat(part)
                    .contains("Имущество, ОСАГО", "1\u00a0234\u00a0567,00\u00a0₽", "31.12.2026")
                    .contains("Анна Петрова", "anna@polisflow.example", "+7 495 111-11-11");
        }
    }

    @Test
    void markupInAValueIsTextInTheHtmlPartAndUntouchedInThePlainOne() {
        Map<String, Object> model = confirmation();
        model.put("object", "Склад <script>alert(1)</script> & \"двор\"");
        model.put("contactName", "<b>Иван</b>");
        RenderedLetter letter = templates.render("request-confirmation", model);

        assertThat(letter.html())
                .contains("Склад &lt;script&gt;alert(1)&lt;/script&gt; &amp;", "&lt;b&gt;Иван&lt;/b&gt;")
                .doesNotContain("<script", "<b>Иван");
        assertThat(letter.text()).contains("Склад <script>alert(1)</script> & \"двор\"");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void whatIsNotKnownLeavesNoLabelAndNoEmptySentence(String unknown) {
        Map<String, Object> model = new HashMap<>();
        for (String name : confirmation().keySet()) {
            model.put(name, unknown);
        }
        model.put("requestNumber", "R-2026-000001");
        model.put("sumInsured", null);
        model.put("startsOn", null);
        RenderedLetter letter = templates("", "").render("request-confirmation", model);

        for (String part : List.of(letter.text(), visible(letter.html()))) {
            assertThat(part)
                    .contains("Здравствуйте!")
                    .doesNotContain("null", "Компания", "Продукт", "Объект", "Риски", "сумма", "Начало")
                    .doesNotContain("Предложение готовит", "Срок", ", !", " .", "·");
        }
        assertThat(letter.text()).doesNotContain("\n\n\n").endsWith("СК «Полис»");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void aProposalWithoutManagerContactAndTermIsWholeAllTheSame(String unknown) {
        Map<String, Object> model = proposal();
        for (String name : List.of("contactName", "companyName", "managerName", "managerEmail", "managerPhone")) {
            model.put(name, unknown);
        }
        model.put("validUntil", null);
        model.put("totalPremium", null);
        model.put("products", List.of());
        RenderedLetter letter = templates("", "").render("proposal", model);

        for (String part : List.of(letter.text(), visible(letter.html()))) {
            assertThat(part)
                    .contains("Здравствуйте!", "Направляем предложение KP-2026-000001.")
                    .doesNotContain("null", "для", "премия", "действует", ", !", "·");
        }
        assertThat(letter.text()).doesNotContain("\n\n\n").endsWith("С уважением,\nСК «Полис»");
    }

    @Test
    void aFramedLetterKeepsParagraphsAndLinesAndEscapesThem() {
        String html = templates.frame("Тема <b>", "Добрый день!\r\n\r\nПервая строка\nвторая <i>строка</i>\n");

        assertThat(html)
                .contains("<title>Тема &lt;b&gt;</title>", ">Добрый день!</p>")
                .contains("Первая строка<br>вторая &lt;i&gt;строка&lt;/i&gt;</p>")
                .doesNotContain("th:each", "${");
    }

    @Test
    void aTemplateThatDoesNotExistIsNamed() {
        for (String code : Arrays.asList("no-such-letter", "../login", "")) {
            assertThatThrownBy(() -> templates.render(code, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("«" + code + "»");
        }
    }

    private static String visible(String html) {
        return HtmlText.of(html);
    }

    private static ThymeleafLetterTemplates templates(String phone, String email) {
        return new ThymeleafLetterTemplates(
                new CompanyProperties("СК «Полис»", "", "", phone, email, ""), Wordings::delivered);
    }

    private static Map<String, Object> confirmation() {
        Map<String, Object> model = new HashMap<>();
        model.put("contactName", "Иван");
        model.put("companyName", "ООО «Ромашка»");
        model.put("requestNumber", "R-2026-000001");
        model.put("productName", "Имущество");
        model.put("object", "Склад");
        model.put("risks", "Пожар");
        model.put("sumInsured", new BigDecimal("1234567"));
        model.put("startsOn", LocalDate.of(2026, 12, 5));
        model.put("managerName", "Анна Петрова");
        model.put("managerEmail", "anna@polisflow.example");
        model.put("dueText", null);
        return model;
    }

    private static Map<String, Object> proposal() {
        Map<String, Object> model = new HashMap<>();
        model.put("contactName", "Иван");
        model.put("companyName", "ООО «Ромашка»");
        model.put("proposalNumber", "KP-2026-000001");
        model.put("dealNumber", "D-2026-000001");
        model.put("products", List.of("Имущество", "ОСАГО"));
        model.put("totalPremium", new BigDecimal("1234567.00"));
        model.put("validUntil", LocalDate.of(2026, 12, 31));
        model.put("managerName", "Анна Петрова");
        model.put("managerEmail", "anna@polisflow.example");
        model.put("managerPhone", "+7 495 111-11-11");
        return model;
    }
}
