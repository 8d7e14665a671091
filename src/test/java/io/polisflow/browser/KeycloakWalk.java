package io.polisflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Against a real Keycloak, which no machine has by itself: {@code mvn test -Dtest=KeycloakWalk -Dkeycloak.home=…} with the unpacked
 * distribution. What it proves beyond {@code OidcTest} is that browser, provider and application agree.
 */
@ActiveProfiles("oidc")
class KeycloakWalk extends BrowserTest {

    private static final double PATIENCE = 120_000;
    private static final String SELLER = "i.petrova";
    private static final String SUPERVISOR = "o.lebedev";
    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String COCKPIT = "/camunda/app/cockpit/default/";

    private static Keycloak provider;

    private final HttpClient program =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) {
        provider = new Keycloak(Path.of(System.getProperty("keycloak.home")), address(""));
        registry.add("polisflow.oidc.issuer", provider::issuer);
        registry.add("polisflow.oidc.client-id", () -> "polisflow");
        registry.add("polisflow.oidc.client-secret", () -> "of-a-trial");
    }

    @AfterAll
    static void providerLeaves() {
        provider.close();
    }

    @Test
    void oneSignOnOpensAllAndOneLogOutInTasklistEndsAll() {
        Page tasklist = window();
        tasklist.navigate(address(TASKLIST + "#/?sorting=%5B%5D"));
        signOnThere(tasklist, SELLER);
        assertThat(tasklist.locator("[cam-tasklist-filters], .task-filters").first())
                .containsText("Моей группы");
        screenshot(tasklist, "keycloak-tasklist");
        Page clients = tasklist.context().newPage();
        clients.navigate(address("/crm/clients"));
        assertThat(clients.locator("form.me a")).hasText("Ирина Петрова");

        leaveWebApp(tasklist);

        itIsOver(tasklist);
        assertThat(clients.reload().url()).doesNotContain("/crm/clients");
        assertThat(clients.locator("#kc-login")).isVisible();
        Page cockpit = tasklist.context().newPage();
        cockpit.navigate(address(COCKPIT));
        assertThat(cockpit.locator("#kc-login")).isVisible();
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void theLogOutOfOurPagesAndOfCockpitEndsAllToo() {
        Page page = window();
        page.navigate(address("/crm/deals"));
        signOnThere(page, SUPERVISOR);
        page.waitForURL("**/crm/deals");
        page.locator("form.me button").click();
        itIsOver(page);

        page.navigate(address(COCKPIT));
        signOnThere(page, SUPERVISOR);
        page.waitForURL("**" + COCKPIT + "**");
        menu(page).waitFor();
        screenshot(page, "keycloak-cockpit");
        Page deals = page.context().newPage();
        deals.navigate(address("/crm/deals"));
        leaveWebApp(page);
        itIsOver(page);
        deals.reload();
        assertThat(deals.locator("#kc-login")).isVisible();
        assertThat(consoleErrors()).isEmpty();
    }

    @Test
    void whomTheProviderSignsOffIsSignedOffHereAtOnce() {
        Page page = window();
        page.navigate(address("/crm/clients"));
        signOnThere(page, SELLER);
        page.waitForURL("**/crm/clients");

        provider.signOff(SELLER);

        page.reload();
        assertThat(page.getByText("Сеанс закончился")).isVisible();
        screenshot(page, "keycloak-signed-off");
        page.locator("#company").click();
        assertThat(page.locator("#kc-login")).isVisible();
    }

    @Test
    void peopleOfTheProviderAppearInAssignmentFiltersAndReports() throws Exception {
        aRequestComes();
        Page seller = window();
        seller.navigate(address(TASKLIST));
        signOnThere(seller, SELLER);
        openTask(seller, "Моей группы", "Разобрать обращение", "");
        String mine = with(provider.token(SELLER), "/engine-rest/task?assignee=" + SELLER)
                .body();
        assertThat(mine).contains("\"assignee\":\"" + SELLER + "\"");

        Page supervisor = window();
        supervisor.navigate(address("/crm/clients"));
        signOnThere(supervisor, SUPERVISOR);
        assertThat(options(supervisor, "owner")).contains("Ирина Петрова");
        supervisor.navigate(address("/crm/reports"));
        assertThat(options(supervisor, "manager")).contains("Ирина Петрова");
        supervisor.navigate(address("/crm/deadlines"));
        assertThat(supervisor.locator("main")).containsText("Ирина Петрова");
        screenshot(supervisor, "keycloak-people");
        assertThat(with(provider.token(SUPERVISOR), "/engine-rest/user?memberOfGroup=sales")
                        .body())
                .contains("\"id\":\"" + SELLER + "\"");
    }

    @Test
    void tokensOpenBothApisForTheirBearersGroupsAndNoOtherTokenDoes() throws Exception {
        String seller = provider.token(SELLER);
        assertThat(with(seller, "/api/sections").statusCode()).isEqualTo(200);
        assertThat(with(seller, "/engine-rest/task/count").statusCode()).isEqualTo(200);
        assertThat(with(seller, "/engine-rest/deployment").body()).doesNotContain("\"id\"");
        assertThat(with(seller, "/actuator/prometheus").statusCode()).isEqualTo(403);
        assertThat(with(provider.token("accountant"), "/api/sections").body()).doesNotContain("/crm/");
        assertThat(with(provider.token("accountant"), "/engine-rest/task/count").statusCode())
                .isEqualTo(403);
        for (String path : new String[] {"/api/sections", "/engine-rest/task/count"}) {
            HttpResponse<String> refused = with(provider.tokenForSomethingElse(SELLER), path);
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
        }
    }

    @Test
    void whoIsInNoneOfOurGroupsMayChooseAnotherAccount() {
        Page page = window();
        page.navigate(address("/crm/clients"));
        signOnThere(page, "accountant");
        page.waitForURL("**/login?nogroup");
        page.getByText("Войти под другой учётной записью").click();
        assertThat(page.locator("#password")).isVisible();
    }

    /** A Keycloak beside us takes its part of a small machine. */
    @BeforeAll
    static void haveTime() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    @Override
    Page window() {
        Page page = super.window();
        page.setDefaultTimeout(PATIENCE);
        return page;
    }

    private static void signOnThere(Page page, String user) {
        page.waitForSelector("#kc-login");
        page.fill("#username", user);
        page.fill("#password", user);
        page.click("#kc-login");
    }

    private static Locator menu(Page page) {
        return page.locator(".dropdown:has(.logout) a.dropdown-toggle:visible").first();
    }

    private static void leaveWebApp(Page page) {
        menu(page).click();
        page.locator(".logout a:visible").first().click();
    }

    /** Here, and at the provider, who would otherwise let anybody in again who sits down at this browser. */
    private void itIsOver(Page page) {
        page.waitForURL("**/login?logout");
        assertThat(page.getByText("Вы вышли из системы")).isVisible();
        Page next = page.context().newPage();
        next.navigate(address("/crm/clients"));
        assertThat(next.locator("#kc-login")).isVisible();
        next.close();
    }

    private static List<String> options(Page page, String select) {
        return page.locator("select[name=" + select + "] option").allInnerTexts();
    }

    private void aRequestComes() {
        Page site = window();
        site.navigate(address("/sandbox/site"));
        site.fill("#pf-companyName", "ООО «Тихая гавань»");
        site.fill("#pf-inn", "7707083893");
        site.fill("#pf-contactName", "Анна Лис");
        site.fill("#pf-email", "lis@client.example");
        site.selectOption("#pf-product", "cargo");
        site.fill("#pf-object", "Перевозка станков");
        site.check("#pf-consent");
        site.locator("form[data-polisflow] button").click();
        // What is missing a colleague asks for: that is the task.
        assertThat(site.locator("[data-answer]")).containsText("менеджер разберёт его");
    }

    private HttpResponse<String> with(String token, String path) throws Exception {
        return program.send(
                HttpRequest.newBuilder(URI.create(address(path)))
                        .header("Authorization", "Bearer " + token)
                        .method("GET", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
