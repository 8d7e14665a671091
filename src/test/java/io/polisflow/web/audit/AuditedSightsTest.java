package io.polisflow.web.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;

/** Whoever is shown sensitive things leaves a row before, and so does whoever changes something in the engine itself. */
@AutoConfigureMockMvc
class AuditedSightsTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private Files files;

    private long last() {
        return jdbc.queryForObject("select coalesce(max(id), 0) from audit_event", Long.class);
    }

    private List<Map<String, Object>> since(long id) {
        return jdbc.queryForList("select * from audit_event where id > ? order by id", id);
    }

    private void look(String login, String address) throws Exception {
        web.perform(get(address).with(httpBasic(login, login))).andExpect(status().isOk());
    }

    @Test
    void aDealAndAClientsCardAreSeenOncePerPersonAndDay() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        long client = deal(deal).client().id();
        long before = last();
        look("supervisor", "/crm/deals/" + deal);
        look("supervisor", "/crm/deals/" + deal);
        look("supervisor", "/api/deals/" + deal);
        look("supervisor", "/crm/clients/" + client);
        look("supervisor", "/crm/clients/" + client + "/contacts");

        assertThat(since(before))
                .extracting(
                        row -> row.get("action"),
                        row -> row.get("actor"),
                        row -> row.get("kind"),
                        row -> row.get("object_id"))
                .containsExactly(
                        tuple("SAW", "supervisor", "deal", deal),
                        tuple("SAW", "supervisor", "client", String.valueOf(client)));
        assertThat(since(before))
                .allSatisfy(row -> assertThat(row.get("address")).isEqualTo("127.0.0.0/24"));
    }

    @Test
    void nobodyHasSeenADealThatIsNotThere() throws Exception {
        long before = last();
        for (String number : List.of("D-1999-000001", "D-1999-" + "0".repeat(60))) {
            for (String address :
                    List.of("/crm/deals/{number}/exchange", "/api/deals/{number}/files", "/crm/deals/{number}")) {
                web.perform(get(address, number).with(httpBasic("supervisor", "supervisor")))
                        .andExpect(status().isNotFound());
            }
        }
        assertThat(since(before)).isEmpty();
    }

    @Test
    void aPersonFoundBySearchingIsSeen() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        Contact contact = clients.contactsOf(deal(deal).client().id()).get(0);
        long before = last();
        look("supervisor", "/api/search?text=" + contact.email());

        assertThat(since(before))
                .extracting(row -> row.get("action"), row -> row.get("kind"), row -> row.get("object_id"))
                .contains(tuple("SAW", "contact", String.valueOf(contact.id())));
        assertThat(since(before)).allSatisfy(row -> assertThat(String.valueOf(row.get("details")))
                .doesNotContain(contact.email()));
    }

    @Test
    void eachExportAndEachDownloadIsToldAgain() throws Exception {
        StoredFile file = transaction.execute(status -> files.keep(
                "Устав.pdf", "application/pdf", UUID.randomUUID().toString().getBytes()));
        long before = last();
        for (String address : List.of(
                "/crm/deals/export/csv",
                "/crm/deals/export/xlsx",
                "/crm/clients/export/csv",
                "/crm/clients/export/xlsx",
                "/crm/reports/renewals/xlsx",
                "/crm/deadlines/export/file?format=csv&from=2026-11-24&to=2026-11-24",
                "/crm/deadlines/export/file?format=xes&from=2026-11-24&to=2026-11-24")) {
            long start = last();
            look("supervisor", address);
            assertThat(since(start)).as(address).singleElement().satisfies(row -> {
                assertThat(row).containsEntry("action", "EXPORTED").containsEntry("actor", "supervisor");
                assertThat(row.get("details").toString()).contains("format");
            });
        }
        look("supervisor", "/crm/deals/export/csv");
        assertThat(since(before)).hasSize(8);

        long start = last();
        transaction.executeWithoutResult(status -> {});
        web.perform(get("/api/files/" + file.id() + "/x").with(httpBasic("supervisor", "supervisor")));
        assertThat(since(start))
                .extracting(row -> row.get("action"), row -> row.get("object_id"))
                .contains(tuple("DOWNLOADED", String.valueOf(file.id())));
    }

    @Test
    void aCalendarsAddressIsAnExport() throws Exception {
        long before = last();
        web.perform(post("/api/calendar-feed").with(httpBasic("manager", "manager")))
                .andExpect(status().isCreated());
        assertThat(since(before))
                .extracting(row -> row.get("action"), row -> row.get("kind"), row -> row.get("actor"))
                .contains(tuple("EXPORTED", "calendar_feed", "manager"));
    }

    @Test
    void signingOnFailingAndSigningOffAreToldAndNoPasswordTypedAsAName() throws Exception {
        long before = last();
        for (String[] typed :
                new String[][] {{"lawyer", "wrong"}, {"My-Secret-Password", "lawyer"}, {"lawyer", "lawyer"}}) {
            web.perform(post("/login")
                    .param("username", typed[0])
                    .param("password", typed[1])
                    .with(csrf()));
        }
        web.perform(post("/logout").with(user("lawyer").roles("lawyers")).with(csrf()));

        assertThat(since(before))
                .extracting(row -> row.get("action"), row -> row.get("actor"), row -> row.get("object_id"))
                .containsExactly(
                        tuple("SIGN_ON_REFUSED", null, "lawyer"),
                        tuple("SIGN_ON_REFUSED", null, null),
                        tuple("SIGNED_ON", "lawyer", "lawyer"),
                        tuple("SIGNED_OFF", "lawyer", "lawyer"));
        assertThat(since(before).toString()).doesNotContain("My-Secret-Password");
    }

    @Test
    void aTasksVariablesReadThroughTheEnginesOwnRestAreSeen() throws Exception {
        String deal = dealOf(webForm(freshInn()));
        String task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId();
        long before = last();
        for (String address : List.of(
                "/engine-rest/task/" + task + "/form-variables",
                "/camunda/api/engine/engine/default/task/" + task + "/variables",
                "/engine-rest/task/" + task)) {
            web.perform(get(address).with(httpBasic("supervisor", "supervisor")));
        }

        assertThat(since(before))
                .extracting(row -> row.get("action"), row -> row.get("kind"), row -> row.get("object_id"))
                .containsExactly(tuple("SAW", "engine_task", task));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/comment", "/comment/1", "/attachment", "/attachment/1", "/attachment/1/data"})
    void whatHangsOnATaskReadThroughTheEnginesOwnRestIsSeen(String part) throws Exception {
        String task = UUID.randomUUID().toString();
        long before = last();
        web.perform(get("/engine-rest/task/" + task + part).with(httpBasic("supervisor", "supervisor")));

        assertThat(since(before))
                .extracting(row -> row.get("action"), row -> row.get("kind"), row -> row.get("object_id"))
                .containsExactly(tuple("SAW", "engine_task", task));
    }

    @Test
    void whatPeopleDoInTheEngineIsToldWithoutTheValuesOfVariables() {
        String deal = dealOf(webForm(freshInn()));
        String task = task(deal, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL).getId();
        String login = "u" + UUID.randomUUID().toString().substring(0, 8);
        long before = last();
        as("admin", () -> {
            User made = identity.newUser(login);
            made.setFirstName("Тайное");
            made.setPassword("Secret-Password-1!");
            identity.saveUser(made);
            identity.createMembership(login, "sales");
            Authorization right =
                    engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            right.setUserId(login);
            right.setResource(Resources.FILTER);
            right.setResourceId("*");
            right.addPermission(Permissions.READ);
            engine.getAuthorizationService().saveAuthorization(right);
            identity.deleteMembership(login, "sales");
            engine.getAuthorizationService().deleteAuthorization(right.getId());
            identity.deleteUser(login);
        });
        as("supervisor", () -> tasks.setVariable(task, "note", "личная тайна"));
        String other = deal(deal).owner().equals("manager") ? "manager2" : "manager";
        as("supervisor", () -> tasks.setAssignee(task, other));

        List<Map<String, Object>> rows = since(before);
        assertThat(rows)
                .extracting(row -> row.get("kind"), row -> row.get("actor"))
                .contains(
                        tuple("engine_user", "admin"),
                        tuple("engine_membership", "admin"),
                        tuple("engine_authorization", "admin"),
                        tuple("engine_variable", "supervisor"),
                        tuple("engine_task", "supervisor"));
        assertThat(rows).allSatisfy(row -> assertThat(String.valueOf(row.get("details")))
                .doesNotContain("тайна")
                .doesNotContain("Тайное")
                .doesNotContain("Secret"));
        assertThat(rows)
                .filteredOn(row -> row.get("kind").equals("engine_task") && task.equals(row.get("object_id")))
                .anySatisfy(row -> {
                    assertThat(row.get("deal_number")).isEqualTo(deal);
                    assertThat(row.get("instance_id")).isNotNull();
                    assertThat(row.get("details").toString())
                            .contains("\"assignee\"")
                            .contains(other);
                });
    }
}
