package io.polisflow.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientMerges;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.clientimport.ClientImports;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.leave.LeavePlanner;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Erasures;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.crm.personal.SubjectRequests;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.ApprovalStep.Decision;
import io.polisflow.crm.proposal.Approvals;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.integration.registry.Registries;
import io.polisflow.process.models.draft.ModelDraft;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.migration.Migrations;
import io.polisflow.process.models.migration.ModelMigration;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every page of the workspace, as the application itself lists them: Russian, light, still, within the window at both widths, without a
 * console error or a fault of WCAG 2.1 A or AA. A page that is added without a visit fails here.
 */
class EveryPageInTheBrowserTest extends BrowserTest {

    /** What is fetched into a page, or leads to another; each is seen in the test of its page. */
    private static final Set<String> PARTS = Set.of(
            "/",
            "/crm",
            "/crm/",
            "/sandbox/",
            "/crm/reports",
            "/crm/retention",
            "/crm/deals/{number}/exchange/{id}",
            "/crm/deals/{number}/call/state",
            "/crm/deals/{number}/diagram",
            "/crm/deals/{number}/time",
            "/crm/deadlines/instances/{instance}/time",
            "/crm/funnel/columns",
            "/crm/funnel/columns/{stage}",
            "/crm/calendars/{code}",
            "/crm/calendar/deals",
            "/crm/calendar/deals/{number}/contacts",
            "/crm/calendar/touches/{id}",
            "/crm/deadlines/tile",
            "/crm/deadlines/bulk/{id}",
            "/crm/tasks/{taskId}/client",
            "/crm/tasks/{taskId}/deal",
            "/crm/tasks/{taskId}/deadline",
            "/crm/tasks/{taskId}/knowledge",
            "/crm/proposals/{id}/approval",
            "/crm/clients/{id}/requisites",
            "/crm/clients/{id}/requisites/edit",
            "/crm/clients/{id}/contacts",
            "/crm/dictionaries/templates/{code}/versions/{number}",
            "/crm/models/drafts/{id}/check",
            "/crm/models/drafts/{id}/edit",
            "/crm/models/drafts/{id}/deadlines",
            "/crm/models/drafts/{id}/trial",
            "/crm/models/drafts/{id}/what-if",
            "/crm/models/drafts/{id}/what-if/deals");

    /** Product codes and the like that a page is about. */
    private static final Map<String, Pattern> NAMES = Map.of(
            "/login", Pattern.compile("\\b(?:admin|analyst|head|lawyer|manager2?|supervisor|underwriter)\\b"),
            "/account", Pattern.compile("\\bmanager\\b"),
            "/sandbox", Pattern.compile("/hooks/webform"),
            "/crm/dictionaries", Pattern.compile("\\b[a-z]+(-[a-z]+)*\\b"),
            "/crm/dictionaries/products", Pattern.compile("\\b[a-z]+(-[a-z]+)*\\b"),
            "/crm/dictionaries/products/{code}", Pattern.compile("\\b[a-zA-Z]+(-[a-z]+)*\\b"),
            "/crm/dictionaries/products/{product}/parameters/{parameter}", Pattern.compile("\\b[a-zA-Z]+\\b"));

    @Autowired
    private Consents consents;

    @Autowired
    private SubjectRequests requests;

    @Autowired
    private Erasures erasures;

    @Autowired
    private Letters letters;

    @Autowired
    private LeavePlanner leaves;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private Clients clients;

    @Autowired
    private Deals deals;

    @Autowired
    private Proposals proposals;

    @Autowired
    private Approvals approvals;

    @Autowired
    private Contracts contracts;

    @Autowired
    private ClientImports imports;

    @Autowired
    private ClientMerges merges;

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private Migrations migrations;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private String newVersion;

    private record Visit(String user, String address) {}

    /** @return the pages by their patterns, as Spring MVC knows them */
    private Set<String> pages() {
        Set<String> pages = new TreeSet<>();
        mappings.getHandlerMethods().forEach((info, method) -> {
            if (isPage(method) && (info.getMethodsCondition().getMethods().contains(RequestMethod.GET))) {
                pages.addAll(info.getPatternValues());
            }
        });
        pages.removeAll(PARTS);
        return pages;
    }

    private static boolean isPage(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("io.polisflow.")
                && method.getReturnType().getParameterType() == String.class
                && method.getBeanType().isAnnotationPresent(org.springframework.stereotype.Controller.class);
    }

    /** A deal with a contract to be signed on paper, whose client has all that a card shows. */
    private Map<String, Visit> visits() {
        Client client = clients.findOrCreate(Registries.madeUpInn(770), "ООО «Вся палитра»");
        Client twin = clients.findOrCreate(null, "ООО «Вся политра»");
        clients.findOrCreate(null, "ООО «Палитра вся»");
        long contact = clients.findOrCreateContact(client, "Пётр Петров", "petrov@palitra.example", "+7 495 123-45-67")
                .id();
        Deal deal = transaction.execute(status -> {
            Deal opened = deals.open(client, null, Stage.CONTRACT);
            deals.recordTouch(opened.number(), Activity.Kind.MEETING, opened.owner(), "Осмотрели склад");
            return opened;
        });
        long contract = contract(deal);
        long merge = merges.merge(client.id(), twin.id(), Set.of(), "head").id();
        long file = imports.keep(
                        "клиенты.csv",
                        List.of("Название", "Телефон"),
                        Map.of(2, List.of("ООО «Кисть»", "+7 495 123-45-60")),
                        new Editor("manager", "Анна Морозова"))
                .id();
        long article = jdbc.queryForObject("select min(id) from knowledge_article", Long.class);
        String dealPage = "/crm/deals/" + deal.number();
        String card = "/crm/clients/" + client.id();
        Map<String, Visit> visits = new LinkedHashMap<>();
        visits.put("/login", new Visit(null, "/login"));
        visits.put("/account", new Visit("manager", "/account"));
        visits.put("/sandbox", new Visit(null, "/sandbox"));
        visits.put("/sandbox/site", new Visit(null, "/sandbox/site"));
        visits.put("/crm/clients", new Visit("manager", "/crm/clients"));
        visits.put("/crm/clients/{id}", new Visit(deal.owner(), card));
        visits.put("/crm/clients/{id}/merge", new Visit("head", card + "/merge"));
        visits.put("/crm/clients/merges/{mergeId}", new Visit("head", "/crm/clients/merges/" + merge));
        visits.put("/crm/clients/imports", new Visit("manager", "/crm/clients/imports"));
        visits.put("/crm/clients/imports/{id}", new Visit("manager", "/crm/clients/imports/" + file));
        visits.putAll(ofPeople(client, contact, deal));
        visits.put("/crm/deals", new Visit("supervisor", "/crm/deals"));
        visits.put("/crm/audit", new Visit("supervisor", "/crm/audit"));
        visits.put("/crm/audit/rows/{id}", new Visit("admin", "/crm/audit/rows/" + auditRow()));
        visits.put("/crm/deadlines/export", new Visit("supervisor", "/crm/deadlines/export"));
        visits.put("/crm/deadlines/bulk", new Visit("supervisor", "/crm/deadlines/bulk"));
        visits.put("/crm/deadlines/incidents", new Visit("supervisor", "/crm/deadlines/incidents"));
        visits.put("/crm/deadlines", new Visit("supervisor", "/crm/deadlines"));
        visits.put("/crm/funnel", new Visit("manager", "/crm/funnel"));
        visits.put("/crm/deals/{number}", new Visit("head", dealPage));
        visits.put("/crm/deals/{number}/exchange", new Visit("head", dealPage + "/exchange"));
        visits.put("/crm/deals/{number}/call", new Visit(deal.owner(), dealPage + "/call?contact=" + contact));
        visits.put("/crm/contracts/{id}/scan", new Visit(deal.owner(), "/crm/contracts/" + contract + "/scan"));
        visits.put("/crm/search", new Visit("manager", "/crm/search?find=" + deal.number()));
        visits.put("/crm/calls", new Visit("head", "/crm/calls"));
        visits.put("/crm/calendar", new Visit("manager", "/crm/calendar"));
        visits.put("/crm/knowledge", new Visit("underwriter", "/crm/knowledge"));
        visits.put("/crm/knowledge/{id}", new Visit("lawyer", "/crm/knowledge/" + article));
        visits.put("/crm/knowledge/new", new Visit("head", "/crm/knowledge/new"));
        visits.put("/crm/knowledge/{id}/edit", new Visit("head", "/crm/knowledge/" + article + "/edit"));
        visits.put("/crm/reports/{code}", new Visit("head", "/crm/reports/funnel"));
        visits.put("/crm/dictionaries", new Visit("admin", "/crm/dictionaries"));
        visits.put("/crm/dictionaries/products", new Visit("head", "/crm/dictionaries/products"));
        visits.put("/crm/dictionaries/products/new", new Visit("head", "/crm/dictionaries/products/new"));
        visits.put("/crm/dictionaries/products/{code}", new Visit("head", "/crm/dictionaries/products/property"));
        visits.put(
                "/crm/dictionaries/products/{product}/parameters/new",
                new Visit("head", "/crm/dictionaries/products/property/parameters/new"));
        visits.put(
                "/crm/dictionaries/products/{product}/parameters/{parameter}",
                new Visit("head", "/crm/dictionaries/products/property/parameters/" + parameter()));
        visits.put("/crm/dictionaries/probabilities", new Visit("head", "/crm/dictionaries/probabilities"));
        visits.put("/crm/dictionaries/templates", new Visit("head", "/crm/dictionaries/templates"));
        visits.put("/crm/dictionaries/templates/{code}", new Visit("head", "/crm/dictionaries/templates/proposal"));
        visits.put("/crm/calendars", new Visit("supervisor", "/crm/calendars"));
        visits.put("/crm/calendars/{code}/{year}", new Visit("head", "/crm/calendars/ru/2030"));
        visits.put("/crm/branches", new Visit("admin", "/crm/branches"));
        visits.put("/crm/grants", new Visit("head", "/crm/grants"));
        visits.put("/crm/branches/new", new Visit("admin", "/crm/branches/new"));
        visits.put("/crm/branches/{code}", new Visit("admin", "/crm/branches/moscow"));
        visits.put("/crm/substitutions", new Visit("manager", "/crm/substitutions"));
        visits.put("/crm/substitutions/{id}", new Visit("supervisor", "/crm/substitutions/" + leave()));
        visits.put("/crm/models", new Visit("admin", "/crm/models"));
        visits.put("/crm/models/{key}", new Visit("admin", "/crm/models/deal"));
        visits.put("/crm/models/{key}/paths", new Visit("admin", "/crm/models/proposal-approval/paths"));
        visits.put(
                "/crm/models/{key}/paths/deals",
                new Visit("head", "/crm/models/deal/paths/deals?last=Call_ProposalPreparation"));
        String draft = "/crm/models/drafts/" + draft();
        visits.put("/crm/models/drafts/{id}", new Visit("admin", draft));
        Map.of(
                        "diagram",
                        SecondLawyer.MODEL,
                        "table",
                        SecondLawyer.DEADLINES,
                        "form",
                        "forms/proposal-approval/check-terms.form",
                        "wording",
                        "templates/proposal.txt")
                .forEach((kind, changed) -> visits.put(
                        "/crm/models/drafts/{id}/" + kind,
                        new Visit("admin", draft + "/" + kind + "?path=" + changed)));
        long migration = migration(deal);
        visits.put("/crm/models/{key}/migration", new Visit("admin", "/crm/models/deal/migration"));
        visits.put("/crm/models/{key}/migration/{id}", new Visit("admin", "/crm/models/deal/migration/" + migration));
        return visits;
    }

    /** The pages of people's data, with a consent, a request and somebody whose data are gone. */
    private Map<String, Visit> ofPeople(Client client, long contact, Deal deal) {
        String owner = deal.owner();
        long consent = consents.give(
                        contact, new Consents.Taken(Purpose.RECORDING, null, ConsentChannel.PHONE, owner, null))
                .id();
        long request = requests.take(
                        contact, SubjectRequests.Kind.ACCESS, ConsentChannel.PHONE, LocalDate.now(), "supervisor")
                .id();
        long forgotten = clients.findOrCreateContact(client, "Евлампий Сурепкин", "surepkin@palitra.example", null)
                .id();
        long erasure =
                erasures.erase(forgotten, "supervisor", "Заявление от руки").id();
        String card = "/crm/clients/" + client.id() + "/consents";
        String person = "/crm/personal/people/" + contact;
        Map<String, Visit> visits = new LinkedHashMap<>();
        visits.put("/crm/clients/{id}/consents", new Visit(owner, card));
        visits.put(
                "/crm/clients/{id}/consents/withdraw",
                new Visit(owner, card + "/withdraw?contact=" + contact + "&purpose=" + Purpose.RECORDING));
        visits.put("/crm/clients/{id}/consents/{consentId}", new Visit(owner, card + "/" + consent));
        visits.put("/crm/dictionaries/consents", new Visit("admin", "/crm/dictionaries/consents"));
        visits.put("/crm/personal", new Visit("supervisor", "/crm/personal?find=palitra"));
        visits.put("/crm/personal/people/{contactId}", new Visit("supervisor", person));
        visits.put("/crm/personal/people/{contactId}/erase", new Visit("supervisor", person + "/erase"));
        visits.put("/crm/personal/requests/{id}", new Visit("supervisor", "/crm/personal/requests/" + request));
        visits.put("/hooks/consents/{purpose}/{version}", new Visit(null, "/hooks/consents/recording/1"));
        visits.put("/hooks/unsubscribe/{key}", new Visit(null, "/hooks/unsubscribe/" + advertised(deal)));
        visits.put("/crm/personal/erasures/{id}", new Visit("supervisor", "/crm/personal/erasures/" + erasure));
        return visits;
    }

    /** @return the key of a letter that its reader may ask to have no more of */
    private String advertised(Deal deal) {
        transaction.executeWithoutResult(status -> letters.write(
                deal.number(),
                List.of("reader@palitra.example"),
                new RenderedLetter("Предложение", "Текст", null),
                List.of()));
        String key = UUID.randomUUID().toString();
        jdbc.update("update letter set unsubscribe_key = ? where id = (select max(id) from letter)", key);
        return key;
    }

    /** So far ahead that nobody's tasks go elsewhere in these tests. */
    private long leave() {
        LeavePlanner.Actor supervisor = new LeavePlanner.Actor("supervisor", List.of("supervisors"));
        LocalDate day = LocalDate.now().plusDays(300);
        return leaves.seenBy(supervisor).stream()
                .findFirst()
                .orElseGet(() ->
                        leaves.enter(supervisor, new LeavePlanner.Leave("manager", "manager2", day, day.plusDays(13))))
                .id();
    }

    private long auditRow() {
        return jdbc.queryForObject("select max(id) from audit_event where kind = 'contact'", Long.class);
    }

    private long draft() {
        ModelDraft draft = drafts.create("Второй юрист", "Спорные условия смотрят двое", "analyst");
        drafts.add(draft.id(), draft.version(), List.of(SecondLawyer.model(), SecondLawyer.deadlines()), "analyst");
        return draft.id();
    }

    /** A paused deal on a version of its model that is in force no more; it may move to the newest. */
    private long migration(Deal deal) {
        runtime.createProcessInstanceByKey("deal")
                .businessKey(deal.number())
                .setVariable("pauseEndsAt", Date.from(Instant.now().plus(Duration.ofDays(300))))
                .startBeforeActivity("Gateway_PauseOver")
                .execute(true, true);
        newVersion = repository
                .createDeployment()
                .name("Новая версия сделки")
                .addClasspathResource("bpmn/deal.bpmn")
                .deploy()
                .getId();
        int newest = migrations.versions("deal").get(0).version();
        Map<String, String> steps = new LinkedHashMap<>();
        migrations.propose("deal", newest - 1, newest).steps().forEach(step -> steps.put(step.step(), step.target()));
        long id = migrations.rehearse("deal", newest - 1, newest, steps, "admin");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> migrations.get(id).state() == ModelMigration.State.REHEARSED);
        return id;
    }

    private static Pattern names(String pattern) {
        return pattern.startsWith("/crm/models/") ? DraftEditingInTheBrowserTest.MARK : NAMES.get(pattern);
    }

    @AfterEach
    void theModelInForceIsTheDeliveredOne() {
        if (newVersion != null) {
            repository.deleteDeployment(newVersion, true);
        }
    }

    private String parameter() {
        return jdbc.queryForObject(
                "select min(code) from risk_parameter where product_code = 'property'", String.class);
    }

    private long contract(Deal deal) {
        LocalDate start = LocalDate.now().plusDays(7);
        LineDraft line = new LineDraft("property", "Склад", new BigDecimal("10000000"), BigDecimal.ZERO, null);
        long proposal = proposals.assemble(
                deal.number(), null, deal.owner(), new Draft(start, 12, "Ночная охрана", List.of(line)));
        proposals.fillIn(proposal, List.of("warehouse", "Подольск, Складская, 1", "1200", "2010", "true"));
        proposals.calculate(proposal, "every-page");
        proposals.submit(proposal);
        approvals.plan(proposal, List.of(ApprovalRole.UNDERWRITER));
        approvals.open(proposal, ApprovalRole.UNDERWRITER, Instant.now().plus(Duration.ofHours(4)));
        approvals.decide(proposal, ApprovalRole.UNDERWRITER, Decision.APPROVE, "underwriter", null);
        approvals.finish(proposal);
        long contract = contracts.createFrom(proposal, deal.owner());
        contracts.describe(contract, start, start.plusYears(1).minusDays(1), List.of());
        contracts.makeDocument(contract);
        contracts.chooseChannel(contract);
        return contract;
    }

    @Test
    void everyPageIsRussianLightStillAndOpenToEverybody() {
        Map<String, Visit> visits = visits();
        assertThat(visits.keySet()).as("pages with a visit").containsAll(pages());

        Map<String, Page> desks = new HashMap<>();
        SoftAssertions softly = new SoftAssertions();
        visits.forEach((pattern, visit) -> {
            Page page = desks.computeIfAbsent(
                    visit.user() == null ? "" : visit.user(), user -> user.isEmpty() ? window() : signedOn(user));
            page.setViewportSize(1280, 1000);
            page.navigate(address(visit.address()));
            softly.assertThat(page.url()).as(pattern).endsWith(visit.address());
            softly.assertThat(Inspection.shift(page)).as("shift of " + pattern).isLessThan(Inspection.STILL);
            softly.assertThat(Inspection.weight(page))
                    .as("weight of " + pattern)
                    .isLessThan(Inspection.HEAVIEST);
            softly.assertThat(Inspection.english(page, names(pattern)))
                    .as(pattern)
                    .isEmpty();
            softly.assertThat(Inspection.beyondTheEdge(page))
                    .as("edge of " + pattern)
                    .isNotPositive();
            page.setViewportSize(390, 844);
            softly.assertThat(Inspection.beyondTheEdge(page))
                    .as("edge of " + pattern + " at 390")
                    .isNotPositive();
            softly.assertThat(Inspection.violations(page)).as(pattern).isEmpty();
            softly.assertThat(consoleErrors()).as(pattern).isEmpty();
            consoleErrors().clear();
        });
        softly.assertAll();
    }
}
