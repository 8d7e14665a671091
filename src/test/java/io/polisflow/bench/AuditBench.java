package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Unit;
import io.polisflow.fixtures.Postgres;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.util.ReflectionTestUtils;

/** What the audit costs a whole life of a deal on PostgreSQL, and how its page is read from a million rows. */
@ContextConfiguration(initializers = Postgres.class)
class AuditBench extends AlternatingBench {

    private static final int ROWS = Integer.getInteger("bench.audit", 1_000_000);

    @Autowired
    private ApplicationContext beans;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void wholeLivesPerSecondWithAndWithoutTheAudit() throws Exception {
        Object pending = beans.getBean("auditPending");
        alternate(
                "rows of audit",
                written -> ReflectionTestUtils.setField(pending, "writing", written),
                () -> jdbc.queryForObject("select count(*) from audit_event", Long.class));
    }

    @Test
    void aPageOfAMillionRowsIsReadByItsIndex() throws Exception {
        jdbc.update(
                """
                insert into audit_event (id, at_, actor, action, kind, object_id, deal_number, client_id, details, key_id, mac)
                select nextval('audit_event_seq'), timestamp '2026-01-01' + n * interval '20 seconds', 'user' || n % 200,
                  case when n % 5000 = 0 then 'SIGN_ON_REFUSED' when n % 4 = 0 then 'SAW' else 'CHANGED' end,
                  case when n % 3000 = 0 then 'branch' when n % 3 = 0 then 'deal' else 'contact' end, 'o' || n % 100000,
                  case when n % 2 = 0 then 'D-2026-' || n % 50000 end, n % 70000, '{"fields":["stage"]}', 'none', repeat('0', 64)
                from generate_series(1, ?) n""",
                ROWS);
        jdbc.execute("analyze audit_event");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("all", "true");
        pages.put("below a row of the middle", "(at_, id) < (timestamp '2026-05-01', 500000)");
        pages.put("a person", "actor = 'user7'");
        pages.put("a rare action", "action = 'SIGN_ON_REFUSED'");
        pages.put("a kind", "kind = 'deal'");
        pages.put("a rare kind", "kind = 'branch'");
        pages.put("an object", "kind = 'deal' and object_id = 'o77'");
        pages.put("a deal", "deal_number = 'D-2026-78'");
        pages.put("a client", "client_id = 77");
        pages.put("two days of a person", "actor = 'user7' and at_ >= date '2026-03-01' and at_ < date '2026-03-03'");
        pages.forEach((name, condition) -> {
            Plan plan = Plan.of(
                    jdbc,
                    "select e.*, l.position from audit_event e left join audit_link l on l.event_id = e.id where "
                            + condition + " order by e.at_ desc, e.id desc limit 51");
            assertThat(plan.text()).as(name).doesNotContain("Seq Scan on audit_event");
            Report.add(Row.of(
                    getClass(),
                    String.format(Locale.ROOT, "51 rows of the audit's %,d: %s", ROWS, name),
                    Unit.BUFFERS,
                    "page",
                    List.of((double) plan.buffers())));
        });
    }
}
