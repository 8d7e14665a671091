package io.polisflow.crm.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.journal.CurrentStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done and seen leaves its row, in its transaction or not at all; each subclass on one database. */
abstract class AuditTrailTest extends DatabaseTest {

    @Autowired
    private AuditTrail audit;

    @Autowired
    private PlatformTransactionManager transactions;

    @AfterEach
    void nobodyWorks() {
        CurrentStep.clear();
        AuditOrigin.clear();
    }

    private List<Map<String, Object>> rows(String kind, Object id) {
        return jdbc.queryForList(
                "select * from audit_event where kind = ? and object_id = ? order by id", kind, id.toString());
    }

    private List<Map<String, Object>> ofDeal(String number) {
        return jdbc.queryForList("select * from audit_event where deal_number = ? order by id", number);
    }

    @Test
    void aDealsBirthAndItsChangesAreToldWithWhoDidThemAndWhichFields() {
        CurrentStep.set(new CurrentStep.Step("deal", 3, "Task_Test", "Проверить", "head"));
        AuditOrigin.set("10.1.2.0/24", () -> "somebody");
        AuditOrigin.actFor("supervisor");
        Deal deal = deal();
        transaction.executeWithoutResult(status -> deals.reachStage(deal.number(), Stage.PROPOSAL_PREPARATION));

        assertThat(rows("deal", deal.number()))
                .extracting(
                        row -> row.get("action"),
                        row -> row.get("actor"),
                        row -> row.get("on_behalf"),
                        row -> row.get("process_key"),
                        row -> row.get("activity_id"),
                        row -> row.get("address"),
                        row -> row.get("client_id"))
                .containsExactly(
                        tuple(
                                "CREATED",
                                "head",
                                "supervisor",
                                "deal",
                                "Task_Test",
                                "10.1.2.0/24",
                                deal.client().id()),
                        tuple(
                                "CHANGED",
                                "head",
                                "supervisor",
                                "deal",
                                "Task_Test",
                                "10.1.2.0/24",
                                deal.client().id()));
        assertThat((String) rows("deal", deal.number()).get(1).get("details"))
                .contains("\"stage\"")
                .contains("[\"NEEDS_ANALYSIS\",\"PROPOSAL_PREPARATION\"]")
                .doesNotContain("lockVersion");
    }

    @Test
    void whatFollowsFromItOrIsALogOfItsOwnIsNotToldAgain() {
        Deal deal = deal();
        transaction.executeWithoutResult(status -> deals.reachStage(deal.number(), Stage.PROPOSAL_PREPARATION));

        assertThat(ofDeal(deal.number()))
                .extracting(row -> row.get("kind"))
                .contains("deal")
                .doesNotContain("deal_stage_visit", "deal_figures", "journal_entry");
    }

    @Test
    void manyWritesOfOneObjectInOneTransactionAreOneRow() {
        Deal deal = deal();
        transaction.executeWithoutResult(status -> {
            deals.reachStage(deal.number(), Stage.PROPOSAL_PREPARATION);
            deals.reachStage(deal.number(), Stage.PROPOSAL_APPROVAL);
        });

        assertThat(rows("deal", deal.number())).hasSize(2);
        assertThat((String) rows("deal", deal.number()).get(1).get("details"))
                .contains("[\"NEEDS_ANALYSIS\",\"PROPOSAL_APPROVAL\"]");
    }

    @Test
    void aPersonsDataAreToldByTheNamesOfTheirFieldsOnly() {
        Client client = client();
        Long contact = transaction.execute(
                status -> clients.findOrCreateContact(client, "Пётр Тайный", "secret@x.ru", "+7 495 123-45-67")
                        .id());
        transaction.executeWithoutResult(
                status -> clients.findOrCreateContact(client, null, "secret@x.ru", "+7 495 123-45-67"));

        assertThat(rows("contact", contact)).isNotEmpty().allSatisfy(row -> {
            assertThat(row.get("client_id")).isEqualTo(client.id());
            assertThat(String.valueOf(row.get("details")))
                    .doesNotContain("Тайный")
                    .doesNotContain("secret")
                    .doesNotContain("4951234567");
        });
    }

    @Test
    void whatIsRolledBackLeavesNoRow() {
        Deal deal = deal();
        transaction.executeWithoutResult(status -> {
            deals.reachStage(deal.number(), Stage.PROPOSAL_APPROVAL);
            audit.changed("deadline", "x" + deal.number(), "due_at");
            status.setRollbackOnly();
        });

        assertThat(rows("deal", deal.number())).hasSize(1);
        assertThat(rows("deadline", "x" + deal.number())).isEmpty();
        assertThatThrownBy(() -> audit.changed("deadline", "1", "due_at"))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aSightIsToldOnceForEachPersonObjectAndDayInATransactionOfItsOwn() {
        String object = UUID.randomUUID().toString();
        TransactionTemplate reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        CurrentStep.setUser("manager");
        reading.executeWithoutResult(status -> {
            audit.saw("contact", object);
            status.setRollbackOnly();
        });
        audit.saw("contact", object);
        CurrentStep.setUser("manager2");
        audit.saw("contact", object);
        clock.move(Duration.ofDays(1));
        audit.saw("contact", object);

        assertThat(rows("contact", object))
                .extracting(row -> row.get("action"), row -> row.get("actor"))
                .containsExactly(tuple("SAW", "manager"), tuple("SAW", "manager2"), tuple("SAW", "manager2"));
    }

    @Test
    void eachExportIsToldAndWhatCannotBeToldIsRefused() {
        String object = UUID.randomUUID().toString();
        audit.event(AuditAction.EXPORTED, AuditSubject.of("deals", object), Map.of("format", "csv", "rows", 3));
        audit.event(AuditAction.EXPORTED, AuditSubject.of("deals", object), Map.of("format", "csv", "rows", 3));

        assertThat(rows("deals", object)).hasSize(2).allSatisfy(row -> assertThat(row.get("details"))
                .isEqualTo("{\"format\":\"csv\",\"rows\":3}"));
        assertThatThrownBy(() -> audit.event(
                        AuditAction.EXPORTED, AuditSubject.of("deals", object).inDeal("D".repeat(33)), Map.of()))
                .isInstanceOf(DataAccessException.class);
        assertThat(rows("deals", object)).hasSize(2);
    }

    @Test
    void theDatabaseRefusesToChangeDeleteOrEmpty() {
        Deal deal = deal();
        long rows = jdbc.queryForObject("select count(*) from audit_event", Long.class);
        for (String statement : List.of(
                "update audit_event set actor = 'nobody'",
                "delete from audit_event",
                "truncate table audit_event",
                "truncate table audit_link",
                "truncate table audit_anchor",
                "truncate table audit_archive")) {
            assertThatThrownBy(() -> jdbc.update(statement)).as(statement).isInstanceOf(DataAccessException.class);
        }
        assertThat(jdbc.queryForObject("select count(*) from audit_event", Long.class))
                .isEqualTo(rows);
        assertThat(ofDeal(deal.number())).isNotEmpty();
    }
}
