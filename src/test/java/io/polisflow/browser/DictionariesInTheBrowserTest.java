package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The head of sales words a letter and adds a risk parameter, with mouse and keyboard, on a desk and on a phone. */
class DictionariesInTheBrowserTest extends BrowserTest {

    private static final String TEMPLATE = "/crm/dictionaries/templates/request-confirmation";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Clock clock;

    private Page page;

    @BeforeEach
    void theHeadIsSignedOn() {
        page = signedOn("head");
    }

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from template_version");
        jdbc.update("delete from catalogue_change");
        jdbc.update("delete from risk_parameter where code = 'floorCount'");
        jdbc.update("update product set revision = 0");
    }

    private void open(String path) {
        page.navigate(address(path));
    }

    /** Nothing lies beyond the edge, on a desk and on a phone, and axe finds no fault of level A or AA. */
    @Test
    void aLetterIsSeenWhileItIsWordedAndAnOldVersionComesBack() {
        open("/crm/dictionaries");
        page.click("text=Шаблоны писем и документов");
        looksRight(page, "templates");
        page.click("text=Письмо «Заявка принята»");
        // Before the letter is shown: axe waits for ever for a frame in which no script may run.
        looksRight(page, "template");
        page.fill("[name=body]", "Добрый день[, {имя контакта}]!\n\n**Ждите** звонка.");
        page.click("text=Посмотреть");
        FrameLocator letter = page.frameLocator("#preview iframe");
        assertThat(letter.locator("b").first()).hasText("Ждите");
        assertThat(letter.locator("p").first()).containsText("Иван Иванович Примеров");
        page.locator("#preview").scrollIntoViewIfNeeded();
        screenshot(page, "template-preview");
        page.fill("[name=body]", "Добрый день, {имя");
        page.click("text=Посмотреть");
        assertThat(page.locator("#preview .warning")).containsText("поле не закрыто скобкой");
        page.fill("[name=body]", "Добрый день!");
        page.fill("[name=note]", "Короче");
        page.click("text=Сохранить версию");
        assertThat(page.locator(".saved")).containsText("Сохранено: версия 1");

        page.click("ol.history >> text=версия 1");
        assertThat(page.locator(".diff .added")).hasText("+Добрый день!");
        looksRight(page, "template-version");
        open(TEMPLATE);
        page.click("ol.history >> text=исходный текст");
        page.click("text=Вернуть этот текст");
        page.click("text=Сохранить версию");
        assertThat(page.locator(".saved")).containsText("Сохранено: версия 2");
        assertThat(page.locator("[name=body]")).hasValue(java.util.regex.Pattern.compile("Спасибо, что обратились"));
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void aRiskParameterIsAddedAndASlipKeepsWhatWasTyped() {
        open("/crm/dictionaries/products");
        looksRight(page, "products");
        page.click("text=Страхование имущества");
        looksRight(page, "product");
        page.click("text=Добавить параметр");
        looksRight(page, "parameter");
        page.fill("[name=code]", "floorCount");
        page.fill("[name=label]", "Этажей");
        page.fill("[name=minValue]", "десять");
        page.locator("[name=label]").press("Enter");
        assertThat(page.locator(".warning[role=alert]")).containsText("Укажите число");
        assertThat(page.locator("[name=label]")).hasValue("Этажей");
        page.fill("[name=minValue]", "1");
        page.fill("[name=validFrom]", LocalDate.now(clock).plusDays(2).toString());
        page.locator("[name=label]").press("Enter");
        assertThat(page.locator(".saved")).hasText("Параметр добавлен.");
        assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("Этажей")))
                .containsText("ещё не началось");
        open("/crm/dictionaries/products/property/parameters/objectType");
        looksRight(page, "parameter-options");
        // The browser notes each refusal by itself.
        assertThat(consoleErrors()).allMatch(error -> error.contains("status of 400"));
    }

    @Test
    void aPageSentWholeLosesNothingWithoutConnectionOrSession() {
        open("/crm/knowledge/new");
        page.fill("[name=title]", "Когда связь пропала");
        page.fill("[name=body]", "Посчитаем вместе");
        Locator save = page.locator("main button[type=submit]");
        page.context().setOffline(true);
        save.click();
        assertThat(page.locator("#notice")).containsText("Нет связи с сервером");
        page.context().setOffline(false);
        page.context().clearCookies();
        save.click();
        assertThat(page.locator("#notice")).containsText("Сеанс закончился");
        assertThat(page.locator("[name=body]")).hasValue("Посчитаем вместе");

        signedOn("head");
        save.dblclick();
        page.waitForURL(Pattern.compile(".*/crm/knowledge/\\d+.*"));
        assertThat(page.locator("main")).containsText("Посчитаем вместе");
        assertThat(jdbc.queryForObject(
                        "select count(*) from knowledge_article where title = 'Когда связь пропала'", Integer.class))
                .as("sent once, however often the button is pressed while the answer is awaited")
                .isEqualTo(1);
    }
}
