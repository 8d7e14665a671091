package io.polisflow.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.web.audit.AuditCheckCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.client.RestClient;

/** Compares what clients and staff were told, what outside systems received, and what the engine, the CRM and the audit keep. */
final class Books {

    /** What each deal goes through once, from the request to the wait for the renewal. */
    private static final List<String> MODELS = List.of(
            "request-intake",
            "deal",
            "proposal-preparation",
            "proposal-approval",
            "negotiation",
            "contract-signing",
            "policy-issue",
            "policy-renewal");

    /** Confirmation, proposal, policies. */
    private static final int LETTERS = 3;

    /** Of a chain whose rounds are five seconds apart. */
    private static final int LOOKS = 30;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Map<String, Set<String>> accepted;
    private final List<String> completedByStaff;
    private final WebFormClients clients;
    private final JdbcTemplate jdbc;
    private final RestClient outside;
    private final Account account = new Account();

    /** @param completedByStaff ids of the tasks whose completion was confirmed */
    Books(Cluster cluster, WebFormClients clients, List<String> completedByStaff) {
        this.cluster = cluster;
        this.clients = clients;
        this.accepted = new TreeMap<>(clients.accepted());
        this.completedByStaff = completedByStaff;
        this.jdbc = cluster.database().jdbc();
        this.outside = RestClient.create(cluster.outside().address().toString());
    }

    Account compare() {
        requests();
        letters();
        contracts();
        calls();
        tasks();
        work();
        audit();
        leftovers();
        return account;
    }

    private void requests() {
        account.note("web forms sent, repetitions included", clients.sent());
        account.note("of them without an acceptance: connection broken, node gone, database away", clients.failed());
        account.same(
                "accepted submissions with all numbers answered / requests",
                accepted.entrySet().stream()
                        .flatMap(answer -> answer.getValue().stream().map(number -> answer.getKey() + " " + number))
                        .toList(),
                texts("select external_id || ' ' || number from insurance_request"));
        account.same(
                "deals of requests / deals",
                texts("select d.number from insurance_request r join deal d on d.id = r.deal_id"),
                deals());
        account.same("deals / deals won", deals(), texts("select number from deal where stage = 'WON'"));
        for (String model : MODELS) {
            account.same(
                    "deals / instances of " + model,
                    deals(),
                    texts("select business_key_ from act_hi_procinst where proc_def_key_ = ?", model));
        }
    }

    private void letters() {
        account.same(
                "letters of each deal, three / written",
                Collections.nCopies(LETTERS, deals()).stream()
                        .flatMap(List::stream)
                        .toList(),
                texts("select d.number from letter l join deal d on d.id = l.deal_id where l.direction = 'OUT'"));
        List<String> boxes = new ArrayList<>(received("/sandbox/mail/messages", "messageId"));
        // In the morning staff are told of their deadlines too.
        Set<String> toStaff = new HashSet<>(texts("select message_id from deadline_letter"));
        account.same(
                "letters to staff written / in their boxes, by Message-ID",
                toStaff,
                boxes.stream().filter(toStaff::contains).toList());
        boxes.removeAll(toStaff);
        account.same(
                "letters written / in the clients' boxes, by Message-ID",
                texts("select message_id from letter where direction = 'OUT'"),
                boxes);
        account.same(
                "letters in the boxes / the same, each by deal and subject once",
                subjects(boxes),
                new HashSet<>(subjects(boxes)));
        account.note("letters that came again and changed nothing", again(list("/sandbox/mail/messages"), "times"));
        account.none(
                "letters not known as sent",
                texts("select message_id from letter where direction = 'OUT' and sent_at is null"));
        account.same(
                "letters / notes in the deals' journals that they were sent",
                texts("select d.number from letter l join deal d on d.id = l.deal_id where l.direction = 'OUT'"),
                texts("select deal_number from journal_entry where text like 'Отправлено письмо%'"));
    }

    private List<String> subjects(List<String> messageIds) {
        Map<String, String> subjects = new TreeMap<>();
        jdbc.query("select l.message_id, d.number, l.subject from letter l join deal d on d.id = l.deal_id", row -> {
            subjects.put(row.getString(1), row.getString(2) + " " + row.getString(3));
        });
        return messageIds.stream()
                .map(id -> subjects.getOrDefault(id, "unknown " + id))
                .toList();
    }

    private void contracts() {
        account.same(
                "contracts / documents at the operator, by number",
                texts("select number from contract"),
                received("/sandbox/edo/documents", "title").stream()
                        .map(title -> title.replaceAll(".*(ДС-\\d{4}-\\d{6}).*", "$1"))
                        .toList());
        account.same(
                "contracts / concluded",
                texts("select number from contract"),
                texts("select number from contract where state = 'CONCLUDED'"));
        account.same(
                "deals / their contracts",
                deals(),
                texts("select d.number from contract c join deal d on d.id = c.deal_id"));
        List<JsonNode> policies = list("/sandbox/policy/policies");
        account.same(
                "policies of the CRM / of the policy system, by key",
                texts("select idempotency_key from policy"),
                received("/sandbox/policy/policies", "idempotencyKey"));
        account.same(
                "lines of contracts / policies of the policy system",
                texts("select c.number || '/' || p.line from contract c join policy p on p.contract_number = c.number"),
                policies.stream()
                        .map(policy -> policy.path("contractNumber").asText() + "/"
                                + policy.path("line").asText())
                        .toList());
        account.same(
                "deals / their policies",
                deals(),
                texts("select d.number from policy p join deal d on d.id = p.deal_id"));
        account.note("orders of policies that came again and changed nothing", again(policies, "attempts"));
    }

    private void calls() {
        account.same(
                "calls of the exchange / of the CRM",
                received("/sandbox/phone/calls?limit=10000", "id"),
                texts("select entry_id from call_record"));
    }

    private void tasks() {
        List<String> completed = texts("select id_ from act_hi_taskinst where delete_reason_ = 'completed'");
        account.none(
                "completions confirmed to staff that the engine does not know", without(completedByStaff, completed));
        account.note(
                "completions without a confirmation: the answer was lost",
                without(completed, completedByStaff).size());
        account.same(
                "completions confirmed to staff / the same, each once",
                completedByStaff,
                new HashSet<>(completedByStaff));
        List<String> steps = texts("select proc_inst_id_ || ' ' || task_def_key_ from act_hi_taskinst");
        account.same("tasks / the same, each once in its instance", steps, new HashSet<>(steps));
        account.same(
                "tasks made: engine / work events",
                texts("select id_ from act_hi_taskinst"),
                texts("select task_id from work_event where kind = 'TASK_CREATED'"));
        account.same(
                "tasks completed: engine / work events",
                completed,
                texts("select task_id from work_event where kind = 'TASK_COMPLETED'"));
        account.same(
                "tasks completed: engine / audit",
                completed,
                texts("select object_id from audit_event where kind = 'engine_task'"
                        + " and details like '%\"operation\":\"Complete\"%'"));
        account.none("tasks left open", texts("select task_def_key_ from act_ru_task"));
    }

    private void work() {
        account.same(
                "instances started: engine / work events",
                texts("select id_ from act_hi_procinst"),
                texts("select instance_id from work_event where kind = 'INSTANCE_STARTED'"));
        account.same(
                "instances ended: engine / work events",
                texts("select id_ from act_hi_procinst where end_time_ is not null"),
                texts("select instance_id from work_event where kind = 'INSTANCE_ENDED'"));
        account.same(
                "steps done: engine / work events",
                texts("select id_ from act_hi_actinst where end_time_ is not null and act_type_ <> 'userTask'"),
                texts("select passage from work_event where kind in ('STEP_DONE', 'STEP_CANCELLED')"));
        account.same(
                "stages of deals / the last ones that work events tell",
                texts("select number || ' ' || stage from deal"),
                texts("select distinct on (deal_number) deal_number || ' ' || stage from work_event"
                        + " where kind = 'STAGE_ENTERED' order by deal_number, id desc"));
        account.same(
                "stages entered / left and the last ones",
                texts("select deal_number || ' ' || stage from work_event where kind = 'STAGE_ENTERED'"),
                Stream.of(
                                texts("select deal_number || ' ' || stage from work_event where kind = 'STAGE_LEFT'"),
                                texts("select number || ' ' || stage from deal"))
                        .flatMap(List::stream)
                        .toList());
    }

    private void audit() {
        account.same(
                "deals / their births in the audit",
                deals(),
                texts("select object_id from audit_event where action = 'CREATED' and kind = 'deal'"));
        for (String table :
                List.of("insurance_request", "client", "contact", "proposal", "letter", "contract", "policy")) {
            account.same(
                    "rows of " + table + " / their births in the audit",
                    texts("select cast(id as varchar) from " + table),
                    texts("select object_id from audit_event where action = 'CREATED' and kind = ?", table));
        }
        List<String> check = new ArrayList<>(cluster.database().nodeSettings("audit-check"));
        check.addAll(List.of("--polisflow.audit.check=true", "--spring.profiles.active=cluster"));
        account.equal(
                "the audit's chain: to answer / answers",
                0,
                AuditCheckCommand.run(System.out, check.toArray(String[]::new)));
        untilAllIsChained();
        account.same(
                "rows of the audit / links of its chain",
                texts("select cast(id as varchar) from audit_event"),
                texts("select cast(event_id as varchar) from audit_link"));
    }

    /** What was written last, the note of the check too, is chained in the nodes' next round. */
    private void untilAllIsChained() {
        for (int look = 0; look < LOOKS && isAnythingUnchained(); look++) {
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean isAnythingUnchained() {
        return jdbc.queryForObject(
                "select exists (select 1 from audit_event e where not exists"
                        + " (select 1 from audit_link l where l.event_id = e.id))",
                Boolean.class);
    }

    private void leftovers() {
        account.none(
                "accepted events that are not worked on",
                texts("select operation || ' ' || coalesce(fault, '') from accepted_event"));
        account.none("incidents", texts("select incident_msg_ from act_ru_incident"));
        account.none(
                "jobs that failed or have no attempt left",
                texts("select handler_type_ || ' ' || coalesce(exception_msg_, '') from act_ru_job"
                        + " where retries_ = 0 or exception_msg_ is not null"));
        account.none(
                "jobs due for more than a minute",
                texts("select handler_type_ || ' ' || handler_cfg_ from act_ru_job"
                        + " where duedate_ < now() at time zone 'UTC' - interval '1 minute'"));
    }

    /** @param times the field that counts how often each came */
    private static long again(List<JsonNode> things, String times) {
        return things.stream()
                .mapToLong(thing -> thing.path(times).asLong() - 1)
                .sum();
    }

    private static List<String> without(Collection<String> some, Collection<String> others) {
        List<String> rest = new ArrayList<>(some);
        rest.removeAll(new HashSet<>(others));
        return rest;
    }

    private List<String> deals() {
        return texts("select number from deal");
    }

    private List<String> texts(String sql, Object... arguments) {
        return jdbc.queryForList(sql, String.class, arguments);
    }

    private List<String> received(String path, String field) {
        return list(path).stream().map(thing -> thing.path(field).asText()).toList();
    }

    private List<JsonNode> list(String path) {
        JsonNode all = outside.get().uri(path).retrieve().body(JsonNode.class);
        return StreamSupport.stream(all.spliterator(), false).toList();
    }
}
