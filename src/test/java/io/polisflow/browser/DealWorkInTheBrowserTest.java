package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.Letters;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A manager writes, plans, notes an objection and leaves files, all from the deal's page, and nothing typed is lost. */
class DealWorkInTheBrowserTest extends BrowserTest {

    private static final FilePayload SURVEY =
            new FilePayload("Осмотр.pdf", "application/pdf", "%PDF-1.7 осмотр".getBytes(StandardCharsets.UTF_8));
    private static final FilePayload PROGRAM =
            new FilePayload("Программа.exe", "application/x-msdownload", "MZ".getBytes(StandardCharsets.UTF_8));

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private Letters letters;

    @Autowired
    private WorkingCalendar workingCalendar;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    private String number;
    private Page page;

    private void openADeal() {
        Deal deal = transaction.execute(status -> {
            Client client = clients.findOrCreate(null, "ООО «Вектор осмотра»");
            return deals.open(
                    client,
                    clients.findOrCreateContact(
                            client, "Анна Орлова", "vector" + System.nanoTime() + "@client.example", null),
                    Stage.NEEDS_ANALYSIS);
        });
        number = deal.number();
        page = signedOn(deal.owner());
        reload();
    }

    private void reload() {
        page.navigate(address("/crm/deals/" + number));
    }

    private Locator inDialog(String selector) {
        return page.locator("dialog[open] " + selector);
    }

    private void said(String text) {
        assertThat(page.locator(".notice.done")).hasText(text);
    }

    private List<Letter> sent() {
        return transaction.execute(status -> letters.of(deals.get(number)).stream()
                .filter(letter -> letter.sentAt() != null)
                .toList());
    }

    @Test
    void everythingIsDoneWithoutLeavingTheDeal() {
        openADeal();

        page.locator("[data-dialog=letter]").click();
        assertThat(inDialog("[name=text]")).hasValue(Pattern.compile("^Здравствуйте, Анна Орлова!"));
        assertThat(inDialog("[name=contactIds]")).isChecked();
        inDialog("[name=text]").fill("Добрый день! Высылаем осмотр.");
        inDialog("[name=subject]").fill("");
        inDialog("[type=submit]").click();
        assertThat(inDialog("label .problem")).containsText("Тема: укажите");
        assertThat(inDialog("[name=subject]")).isFocused();
        inDialog("[name=subject]").fill("Осмотр склада");
        assertThat(inDialog("label .problem")).hasCount(0);
        inDialog("input[type=file]").setInputFiles(new FilePayload[] {SURVEY, PROGRAM});
        assertThat(inDialog(".uploads .problem")).containsText("«Программа.exe» не принят");
        assertThat(inDialog("[data-files] input:checked")).hasCount(1);

        reload();
        page.locator("[data-dialog=letter]").click();
        assertThat(inDialog("[name=subject]")).hasValue("Осмотр склада");
        assertThat(inDialog("[name=text]")).hasValue("Добрый день! Высылаем осмотр.");
        assertThat(inDialog("[data-files] input:checked")).hasCount(1);
        inDialog("[data-look]").click();
        assertThat(inDialog("[data-seen-subject]")).hasText("Осмотр склада [" + number + "]");
        assertThat(page.frameLocator("dialog[open] iframe").locator("body")).containsText("Высылаем осмотр");
        screenshot(page, "deal-letter-preview");
        inDialog("[type=submit]").click();
        said("Письмо сохранено и отправляется. Если почтовый сервер его не примет, появится задача.");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> sent().size() == 1);
        assertThat(sent().get(0).subject()).isEqualTo("Осмотр склада [" + number + "]");
        page.locator("[data-dialog=letter]").click();
        assertThat(inDialog("[name=subject]")).hasValue(Pattern.compile("О страховании.*"));
        inDialog("[data-close]").click();

        page.locator("[data-post^='files/'][data-method=DELETE]").click();
        said("Файл убран из документов. Его можно вернуть.");
        page.locator("[data-post$='/restore']").click();
        said("Файл возвращён.");

        planATouch();
        anObjectionIsAnswered();
        for (int width : new int[] {1280, 390}) {
            page.setViewportSize(width, 900);
            assertThat(Inspection.beyondTheEdge(page)).isNotPositive();
            screenshot(page, "deal-work-" + width);
        }
    }

    private void planATouch() {
        LocalDate workday =
                workingCalendar.workingDayOnOrAfter(LocalDate.now(clock).plusDays(2));
        page.locator("[data-dialog=touch]").click();
        inDialog("[name=touchAt]").fill(workday + "T22:00");
        assertThat(inDialog("[data-warnings]")).containsText("вне рабочих часов");
        inDialog("[type=submit]").click();
        assertThat(inDialog("label .problem")).containsText("в рабочее время");
        inDialog("[name=touchAt]").fill(workday + "T11:00");
        inDialog("[name=note]").fill("Обсудить осмотр");
        inDialog("[type=submit]").click();
        said("Касание запланировано.");
        assertThat(page.locator("main")).containsText("Обсудить осмотр");
    }

    private void anObjectionIsAnswered() {
        page.locator("[data-dialog=objection]").click();
        inDialog("[name=category]").selectOption("price");
        inDialog("[name=words]").fill("Слишком дорого");
        assertThat(inDialog("[data-suggestions] details").first()).isVisible();
        inDialog("[type=submit]").click();
        said("Возражение записано.");
        page.locator("[data-dialog=answer]").click();
        inDialog("[data-suggestions] summary").first().click();
        inDialog("[data-suggestions] button").first().click();
        assertThat(inDialog("[data-from]")).isVisible();
        inDialog("[name=wonOver]").check();
        inDialog("[type=submit]").click();
        said("Ответ записан.");
        assertThat(page.locator("#objections .badge.good")).hasText("снято");
    }
}
