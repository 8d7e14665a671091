package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.personal.Consent;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.integration.registry.Registries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** One person's data from the first consent to the proof that they are gone, as those who work with them see it. */
class PersonalDataInTheBrowserTest extends BrowserTest {

    private static final String NAME = "Ефросинья Подорожникова";
    private static final String EMAIL = "podorozhnikova@travy.example";

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private Consents consents;

    @Autowired
    private Letters letters;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Client client;
    private Contact person;
    private String deal;
    private String owner;

    @Test
    void aPersonAgreesAsksTakesBackAndIsForgotten() throws IOException {
        aClientWithAPerson();
        Page manager = signedOn(owner);
        aConsentIsWrittenDown(manager);
        Page supervisor = signedOn("supervisor");
        whatIsKnownIsGathered(supervisor);
        theConsentIsTakenBack(manager);
        advertisingIsRefusedByTheLinkInALetter(window());
        thePersonIsForgotten(supervisor);

        manager.navigate(address("/crm/clients/" + client.id() + "/consents"));
        assertThat(manager.locator("main")).not().containsText(NAME);
        assertThat(consoleErrors()).isEmpty();
    }

    private void aClientWithAPerson() {
        client = clients.findOrCreate(Registries.madeUpInn(881), "ООО «Травы и мёд»");
        person = clients.findOrCreateContact(client, NAME, EMAIL, "+7 916 555-01-23");
        Deal opened = transaction.execute(status -> deals.open(client, person, Stage.NEEDS_ANALYSIS));
        deal = opened.number();
        owner = opened.owner();
    }

    private void aConsentIsWrittenDown(Page page) {
        page.navigate(address("/crm/clients/" + client.id() + "/consents"));
        looks(page, "personal-consents");
        Locator form = page.locator("#give form");
        form.getByLabel("Кто").selectOption(person.id().toString());
        form.getByLabel("Цель").selectOption("recording");
        form.getByLabel("Как дано").selectOption("PHONE");
        press(page, "Записать согласие");
        assertThat(page.locator(".saved")).containsText("Согласие записано.");
        looks(page, "personal-consent-given");
        page.getByLabel("Документ: Запись телефонных разговоров, " + NAME).click();
        assertThat(page.locator("main")).containsText("Контрольная сумма");
        looks(page, "personal-consent");
    }

    private void whatIsKnownIsGathered(Page page) throws IOException {
        page.navigate(address("/crm/personal"));
        page.getByLabel("Электронная почта или телефон").fill(EMAIL);
        press(page, "Найти");
        looks(page, "personal-register");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(NAME)).click();
        page.getByLabel("О чём просит").selectOption("ACCESS");
        page.getByLabel("Как пришло").selectOption("LETTER");
        looks(page, "personal-person");
        press(page, "Записать");
        press(page, "Собрать данные");
        Locator zip = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Скачать ZIP"));
        zip.waitFor();
        assertThat(page.locator("h1")).containsText("собрано");
        looks(page, "personal-request");
        Map<String, String> files = unzipped(page.waitForDownload(zip::click));
        assertThat(files.get("Сведения.html")).contains(NAME, EMAIL, "Срок хранения");
        assertThat(files.get("data.json")).contains(EMAIL);
        Page handedOver = window();
        handedOver.setContent(files.get("Сведения.html"));
        looksRight(handedOver, "personal-file");
        wholly(handedOver, "personal-file");
        assertThat(Inspection.english(handedOver, Pattern.compile("files/"))).isEmpty();
        assertThat(files.keySet()).anyMatch(name -> name.startsWith("files/") && name.contains("Согласие «Запись"));
        page.getByLabel("Что и как ответили").fill("Отправили письмом с уведомлением");
        press(page, "Закрыть обращение");
        assertThat(page.locator("main")).containsText("Отправили письмом с уведомлением");
        looks(page, "personal-answered");
    }

    private static Map<String, String> unzipped(Download download) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipFile zip = new ZipFile(download.path().toFile(), StandardCharsets.UTF_8)) {
            for (var entry : zip.stream().toList()) {
                files.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private void theConsentIsTakenBack(Page page) {
        page.navigate(address("/crm/clients/" + client.id() + "/consents"));
        page.getByLabel("Отозвать: Запись телефонных разговоров, " + NAME).click();
        page.getByLabel("Как человек это сказал").selectOption("PHONE");
        looks(page, "personal-withdraw");
        press(page, "Отозвать");
        assertThat(page.locator(".saved")).containsText("Отказ записан");
        assertThat(page.locator("main")).containsText("отозвано");
    }

    /** Whoever reads a letter has not signed on anywhere. */
    private void advertisingIsRefusedByTheLinkInALetter(Page page) {
        page.navigate(address("/hooks/consents/marketing/1"));
        assertThat(page.locator("main")).containsText("Рекламные письма и звонки");
        looks(page, "personal-text");
        page.navigate(address("/hooks/unsubscribe/" + advertised()));
        looks(page, "personal-unsubscribe");
        press(page, "Не присылать предложений");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Готово.");
        looks(page, "personal-unsubscribed");
        assertThat(consents.of(List.of(person.id())))
                .extracting(Consent::purpose, Consent::withdrawnChannel)
                .contains(tuple(Purpose.MARKETING, ConsentChannel.LINK));
    }

    /** @return the key of a letter that went to the person */
    private String advertised() {
        String key = UUID.randomUUID().toString();
        long letter = transaction.execute(status -> letters.write(
                deal, List.of(EMAIL), new RenderedLetter("Предложение", "Добрый день!", null), List.of()));
        jdbc.update("update letter set unsubscribe_key = ? where id = ?", key, letter);
        return key;
    }

    private void thePersonIsForgotten(Page page) {
        page.navigate(address("/crm/personal/people/" + person.id()));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Удалить данные…"))
                .click();
        assertThat(page.locator("main")).containsText("Останется, потому что так велит закон");
        looks(page, "personal-erase");
        page.locator("textarea[name=basis]").fill("Заявление от 29.11.2026");
        page.locator("input[name=confirmed]").check();
        press(page, "Удалить данные");
        page.waitForURL("**/crm/personal/erasures/*");
        assertThat(page.locator("main")).containsText("Контрольная сумма");
        assertThat(page.locator("main")).not().containsText(NAME);
        looks(page, "personal-erasure");
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void looks(Page page, String name) {
        looksRight(page, name);
        assertThat(Inspection.english(page, null)).as(name).isEmpty();
        wholly(page, name);
    }

    private static void wholly(Page page, String name) {
        for (int width : new int[] {390, 1280}) {
            page.setViewportSize(width, 1000);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of("target", "screens", name + "-" + width + ".png")));
        }
    }
}
