package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.exchange.Exchange;
import io.polisflow.crm.exchange.ExchangeJournal;
import io.polisflow.process.ProcessTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** No address shows people's data, or carries anything away, without a row in the audit. */
@AutoConfigureMockMvc
class SightNotesTest extends ProcessTest {

    /** Their controllers and services tell the audit themselves; {@code AuditedSightsTest} and others look. */
    private static final Set<String> TELL_THEMSELVES = Set.of(
            "/crm/deals/{number}",
            "/api/deals/{number}",
            "/crm/clients/{id}",
            "/crm/clients/{id}/requisites",
            "/crm/clients/{id}/contacts",
            "/crm/tasks/{taskId}/client",
            "/crm/tasks/{taskId}/deal",
            "/crm/search",
            "/api/search",
            "/api/calls/incoming",
            "/crm/personal/people/{contactId}",
            "/crm/personal/requests/{id}/file",
            "/crm/clients/imports/{id}",
            "/crm/clients/imports/{id}/refused/xlsx",
            "/crm/clients/imports/{id}/refused/csv",
            "/crm/deals/export/xlsx",
            "/crm/deals/export/csv",
            "/crm/clients/export/xlsx",
            "/crm/clients/export/csv",
            "/crm/reports/{code}/xlsx",
            "/crm/deadlines/export/file",
            "/api/work-events",
            "/crm/contracts/{id}/signed.zip",
            "/api/files/{id}/{name}",
            "/api/deals/{number}/recordings/{id}/{name}",
            "/api/recordings/{id}/{name}",
            "/crm/audit",
            "/crm/audit/rows/{id}",
            "/crm/audit/export",
            "/calendar/{secret:[A-Za-z0-9_-]+}.ics");

    /** Addresses that show nobody's data, as regular expressions, each with what they show. */
    private static final Map<String, String> HARMLESS = harmless();

    private static Map<String, String> harmless() {
        Map<String, String> harmless = new TreeMap<>();
        harmless.put("/(|login|account|error)", "the way in and one's own account");
        harmless.put(
                "/(v3/api-docs|swagger-ui|openapi|actuator)[./].*|/swagger-ui.html|/v3/api-docs",
                "contracts and figures");
        harmless.put("/sandbox(/.*)?", "somebody else's server, with invented people");
        harmless.put("/hooks/.*", "texts of consents; whoever asks has the address of their own letter");
        harmless.put("/(crm|api)/models(/.*)?", "models, figures of models and numbers of deals");
        harmless.put("/(crm|api)/(dictionaries|knowledge)(/.*)?", "texts and lists of the house");
        harmless.put("/crm/(calendars|branches|grants|substitutions)(/.*)?", "employees and their hours");
        harmless.put("/(crm|api)/funnel(/.*)?|/crm/?|/api/deals/\\{number}/moves", "companies, deals and sums");
        harmless.put("/crm/(deals|clients|clients/imports)", "lists of companies, deals and files");
        harmless.put("/(crm|api)/reports(/\\{code})?|/crm/retention", "figures, companies and deals");
        harmless.put("/crm/deadlines(/.*)?|/api/deadlines/.*|/crm/deals/\\{number}/time", "deadlines and employees");
        harmless.put(
                "/(crm|api)/tasks/\\{(task)?[iI]d}/(deadline|knowledge)|/api/tasks/(cards|counts)",
                "tasks and companies");
        harmless.put("/api/deals/\\{number}/(priority|diagram)|/crm/deals/\\{number}/diagram", "how far a deal is");
        harmless.put("/api/deals/\\{number}/(objections/answers|touches/warnings)|/api/touches/\\{id}/check", "hints");
        harmless.put("/(crm|api)/proposals/\\{id}/approval(/events)?", "steps and employees");
        harmless.put("/crm/calendar/deals|/api/sections|/crm/contracts/\\{id}/scan", "what there is to choose from");
        return harmless;
    }

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private SightNotes notes;

    @Autowired
    private ExchangeJournal exchanges;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyAddressThatIsLookedAtIsToldOrShowsNobodysData() {
        Set<String> looked = new TreeSet<>();
        for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            if (methods.isEmpty() || methods.contains(RequestMethod.GET)) {
                looked.addAll(mapping.getPatternValues());
            }
        }

        assertThat(looked).hasSizeGreaterThan(120);
        assertThat(looked.stream()
                        .filter(address -> !notes.knows("GET " + address))
                        .filter(address -> !TELL_THEMSELVES.contains(address))
                        .filter(address -> HARMLESS.keySet().stream().noneMatch(address::matches)))
                .as("tell the audit in SightNotes who looks there, or say here why nobody's data is shown")
                .isEmpty();
        assertThat(TELL_THEMSELVES).allSatisfy(address -> assertThat(looked).contains(address));
    }

    private List<String> rowsOf(Function<String, String> look, String deal) throws Exception {
        long before = jdbc.queryForObject("select coalesce(max(id), 0) from audit_event", Long.class);
        String address = look.apply(deal);
        var request = address.startsWith("POST ")
                ? post(address.substring(5))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"contactIds\":[]}")
                : get(address);
        web.perform(request.with(httpBasic("supervisor", "supervisor")));
        return jdbc
                .queryForList(
                        "select action, actor, kind, object_id, deal_number from audit_event where id > ? order by id",
                        before)
                .stream()
                .map(row -> row.values().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .toList();
    }

    private Contact contactOf(String deal) {
        return clients.contactsOf(deal(deal).client().id()).get(0);
    }

    @Test
    void whatHangsOnADealIsASightOfIt() throws Exception {
        List<Function<String, String>> addresses = List.of(
                deal -> "/crm/deals/" + deal + "/exchange",
                deal -> "/crm/deals/" + deal + "/call?contact="
                        + contactOf(deal).id(),
                deal -> "/crm/calendar/deals/" + deal + "/contacts",
                deal -> "/api/deals/" + deal + "/calls",
                deal -> "/api/deals/" + deal + "/files",
                deal -> "/api/deals/" + deal + "/objections",
                deal -> "/api/deals/" + deal + "/letters/start",
                deal -> "POST /api/deals/" + deal + "/letters/preview");
        for (Function<String, String> address : addresses) {
            String deal = dealOf(webForm(freshInn()));

            assertThat(rowsOf(address, deal))
                    .as(address.apply(deal))
                    .containsExactly("SAW supervisor deal " + deal + " " + deal);
            assertThat(rowsOf(address, deal)).as("once a day").isEmpty();
        }
    }

    @Test
    void whatHangsOnAClientIsASightOfThem() throws Exception {
        for (String page : List.of("/consents", "/merge", "/requisites/edit")) {
            String deal = dealOf(webForm(freshInn()));
            long client = deal(deal).client().id();

            assertThat(rowsOf(number -> "/crm/clients/" + client + page, deal))
                    .as(page)
                    .containsExactly("SAW supervisor client " + client + " null");
        }
        long one = deal(dealOf(webForm(freshInn()))).client().id();
        long other = deal(dealOf(webForm(freshInn()))).client().id();
        assertThat(rowsOf(number -> "/crm/clients/" + one + "/merge?with=" + other, null))
                .containsExactly("SAW supervisor client " + one + " null", "SAW supervisor client " + other + " null");
    }

    @Test
    void whatTheWireKeptIsASightOfItsOwn() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        exchanges.keep(new Exchange(clock.instant(), deal, Exchange.Direction.OUT, "registry", "req")
                .asked("GET /x", "Иван")
                .failed("registry: no answer", 3));
        Awaitility.await().until(() -> exchanges.of(List.of(deal), 0, 1).getTotalElements() > 0);
        long id = exchanges.of(List.of(deal), 0, 1).getContent().get(0).id();

        assertThat(rowsOf(number -> "/crm/deals/" + deal + "/exchange/" + id, deal))
                .contains("SAW supervisor exchange " + id + " " + deal);
    }

    @Test
    void callsOfNoDealAndRequestsOfPeopleAreSights() throws Exception {
        for (String[] look : new String[][] {
            {"/crm/calls", "call_record"}, {"/crm/calendar", "calendar_entry"}, {"/crm/personal", "subject_request"}
        }) {
            rowsOf(number -> look[0], null);

            assertThat(jdbc.queryForObject(
                            "select count(*) from audit_event where action = 'SAW' and actor = 'supervisor'"
                                    + " and kind = ? and object_id is null",
                            Long.class,
                            look[1]))
                    .as(look[0])
                    .isPositive();
        }
    }

    @Test
    void whatSomebodyMayNotSeeIsNoSight() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        String stranger = deal(deal).owner().equals("manager") ? "manager2" : "manager";
        long before = jdbc.queryForObject("select coalesce(max(id), 0) from audit_event", Long.class);
        web.perform(get("/crm/deals/" + deal + "/exchange").with(httpBasic(stranger, stranger)))
                .andExpect(status().isNotFound());

        assertThat(jdbc.queryForList(
                        "select * from audit_event where id > ? and action = 'SAW' and kind = 'deal'", before))
                .isEmpty();
    }
}
