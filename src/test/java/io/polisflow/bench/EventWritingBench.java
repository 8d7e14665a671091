package io.polisflow.bench;

import io.polisflow.crm.worklog.WorkLog;
import io.polisflow.fixtures.Postgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;

/** What the writing of work events costs a whole life of a deal on PostgreSQL: with and without it in alternating rounds of one run. */
@ContextConfiguration(initializers = Postgres.class)
class EventWritingBench extends AlternatingBench {

    @Autowired
    private WorkLog log;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void wholeLivesPerSecondWithAndWithoutTheWritingOfEvents() throws Exception {
        Object target = AopTestUtils.getTargetObject(log);
        alternate(
                "work events",
                written -> ReflectionTestUtils.setField(target, "enabled", written),
                () -> jdbc.queryForObject("select count(*) from work_event", Long.class));
    }
}
