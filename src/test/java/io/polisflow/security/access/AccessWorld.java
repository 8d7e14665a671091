package io.polisflow.security.access;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.dossier.DealFiles;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** People of all kinds, one deal, and one of everything that can hang on it. */
abstract class AccessWorld extends ProcessTest {

    private static final byte[] PDF = "%PDF-1.7 тайное".getBytes(StandardCharsets.UTF_8);

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    ApplicationContext application;

    @Autowired
    private DealProcess process;

    @Autowired
    private DealFiles dealFiles;

    @Autowired
    private Files files;

    @Autowired
    private TouchCalendar calendar;

    private AccessPeople people;
    private final Map<String, String> words = new LinkedHashMap<>();

    /** @return the text with each word like {@code :deal} replaced by what it stands for here */
    String filledIn(String text) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replaceAll(":" + word.getKey() + "\\b", word.getValue());
        }
        return filled;
    }

    void settle() {
        people = new AccessPeople(application);
        people.settle(clock.instant());
        String inn = freshInn();
        String name = "Выхухоль " + inn;
        String deal = dealOf(with(with(webForm(null), "companyName", name), "product", "property"));
        String owner = Asker.OWNER.login();
        if (!deal(deal).owner().equals(owner)) {
            transaction.executeWithoutResult(status -> process.handOver(deal, owner));
        }
        long client = deal(deal).client().id();
        jdbc.update("update client set owner = ? where id = ?", owner, client);
        put("deal", deal);
        put("client", client);
        put("clientname", name.replace(' ', '+'));
        put("contact", deal(deal).contact().id());
        propose(deal, 0);
        tasks(deal);
        papers(deal);
        talks(deal);
        list();
        people.goOnLeave(clock.instant());
    }

    void leave() {
        people.leave();
    }

    private void tasks(String deal) {
        String instance = runtime.createProcessInstanceByKey("client-liquidation")
                .businessKey(deal)
                .setVariable("dealOwner", Asker.OWNER.login())
                .startBeforeActivity("Task_DecideOnDeal")
                .execute(true, false)
                .getId();
        String task = tasks.createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
        tasks.setAssignee(task, Asker.OWNER.login());
        put("instance", instance);
        put("task", task);
        String step = task(deal, ProposalApproval.TASK_CHECK_TARIFF).getId();
        tasks.setAssignee(step, Asker.UNDERWRITER_AT_WORK.login());
        put("step", step);
        String terms = runtime.createProcessInstanceByKey("proposal-approval")
                .businessKey(deal)
                .startBeforeActivity(ProposalApproval.TASK_CHECK_TERMS)
                .execute(true, false)
                .getId();
        tasks.setAssignee(
                tasks.createTaskQuery().processInstanceId(terms).singleResult().getId(), Asker.LAWYER_AT_WORK.login());
    }

    private void papers(String deal) {
        long dealId = deal(deal).id();
        Timestamp now = Timestamp.from(clock.instant());
        put("strangersfile", transaction.execute(status -> dealFiles
                .keep(deal, "опись.pdf", PDF, "nobody", null)
                .file()
                .id()));
        put("dealfile", kept());
        jdbc.update(
                "insert into deal_file (id, deal_id, file_id, uploaded_by, lock_version) values (nextval('id_seq'), ?, ?, 'nobody', 0)",
                dealId,
                number("dealfile"));
        put("requestfile", one("select raw_file_id from insurance_request where deal_id = ?", dealId));
        put("proposal", one("select max(id) from proposal where deal_id = ?", dealId));
        put("proposalfile", kept());
        jdbc.update("update proposal set document_id = ? where id = ?", number("proposalfile"), number("proposal"));
        put("contract", next());
        put("contractfile", kept());
        put("scan", kept());
        jdbc.update(
                "insert into contract (id, number, deal_id, proposal_id, state, starts_on, ends_on, premium, author, created_at,"
                        + " document_id, scan_id, lock_version) values (?, ?, ?, ?, 'DRAFT', ?, ?, 1, 'nobody', ?, ?, ?, 0)",
                number("contract"),
                "matrix-" + deal,
                dealId,
                number("proposal"),
                LocalDate.of(2027, 1, 1),
                LocalDate.of(2027, 12, 31),
                now,
                number("contractfile"),
                number("scan"));
        put("letter", next());
        put("letterfile", kept());
        jdbc.update(
                "insert into letter (id, deal_id, direction, message_id, sender, recipients, subject, text, created_at, lock_version)"
                        + " values (?, ?, 'IN', ?, 'a@b.example', 'c@d.example', 'Письмо', 'Текст', ?, 0)",
                number("letter"),
                dealId,
                "<" + UUID.randomUUID() + "@matrix>",
                now);
        jdbc.update(
                "insert into letter_file (letter_id, position, file_id) values (?, 0, ?)",
                number("letter"),
                number("letterfile"));
        put("clientfile", kept());
        jdbc.update("update client set requisites_file_id = ? where id = ?", number("clientfile"), number("client"));
        put("consent", one("select max(id) from consent where contact_id = ?", number("contact")));
        put("consentfile", kept());
        jdbc.update("update consent set document_id = ? where id = ?", number("consentfile"), number("consent"));
        put("exchange", next());
        jdbc.update(
                "insert into exchange (id, at_, subject, direction, system_, operation, outcome, millis)"
                        + " values (?, ?, ?, 'OUT', 'registry', 'req', 'OK', 1)",
                number("exchange"),
                now,
                deal);
        long twin = clients.findOrCreate(freshInn(), "Двойник " + deal).id();
        put("merge", next());
        jdbc.update(
                "insert into client_merge (id, kept_id, merged_id, merged_by, merged_at, undone_by, undone_at)"
                        + " values (?, ?, ?, 'nobody', ?, 'nobody', ?)",
                number("merge"),
                number("client"),
                twin,
                now,
                now);
        jdbc.update("update client set merged_into = ? where id = ?", number("client"), twin);
    }

    private void list() {
        put("import", next());
        jdbc.update(
                "insert into client_import (id, file_name, author, author_name, created_at, state, headings, mapping, fills,"
                        + " takes_over, total, done, lock_version)"
                        + " values (?, 'список.csv', ?, 'Кто-то', ?, 'UPLOADED', 'ИНН', 'INN', false, false, 0, 0, 0)",
                number("import"),
                Asker.OWNER.login(),
                Timestamp.from(clock.instant()));
    }

    private void talks(String deal) {
        long dealId = deal(deal).id();
        Timestamp now = Timestamp.from(clock.instant());
        long touch = transaction.execute(status -> calendar.plan(
                        deal,
                        new Plan(
                                Activity.Kind.MEETING,
                                LocalDateTime.of(2026, 11, 25, 11, 30),
                                "Офис",
                                number("contact"),
                                "Осмотр"))
                .id());
        transaction.executeWithoutResult(status -> calendar.hold(touch, Asker.OWNER.login(), "Прошло"));
        put("touch", touch);
        put("objection", next());
        jdbc.update(
                "insert into objection (id, deal_id, contact_id, category, words, won_over, recorded_at, recorded_by, lock_version)"
                        + " values (?, ?, ?, 'price', 'Дорого', false, ?, 'nobody', 0)",
                number("objection"),
                dealId,
                number("contact"),
                now);
        put("command", UUID.randomUUID().toString());
        jdbc.update(
                "insert into call_order (id, command_id, deal_id, contact_id, employee, number, state, ordered_at, lock_version)"
                        + " values (?, ?, ?, ?, 'nobody', '+70000000000', 'SENT', ?, 0)",
                next(),
                words.get("command"),
                dealId,
                number("contact"),
                now);
        String entry = UUID.randomUUID().toString();
        jdbc.update(
                "insert into call_record (id, entry_id, deal_id, contact_id, state, started_at, told, received_at, lock_version)"
                        + " values (?, ?, ?, ?, 'OVER', ?, true, ?, 0)",
                next(),
                entry,
                dealId,
                number("contact"),
                now,
                now);
        put("recording", next());
        jdbc.update(
                "insert into call_recording (id, recording_id, entry_id, state, file_id, ready_at, lock_version)"
                        + " values (?, ?, ?, 'KEPT', ?, ?, 0)",
                number("recording"),
                UUID.randomUUID().toString(),
                entry,
                kept(),
                now);
    }

    private long kept() {
        StoredFile file = transaction.execute(status -> files.keep("тайное.pdf", "application/pdf", PDF));
        return file.id();
    }

    private long next() {
        return one("select nextval('id_seq')");
    }

    private long one(String sql, Object... arguments) {
        return jdbc.queryForObject(sql, Long.class, arguments);
    }

    private void put(String word, Object id) {
        words.put(word, String.valueOf(id));
    }

    private Long number(String word) {
        return Long.valueOf(words.get(word));
    }
}
