package io.polisflow.crm.worklog;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.personal.SealedWords;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Opens the words of the append-only log of work for an erasure, in its transaction and no longer. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Forgetting implements SealedWords {

    private final JdbcTemplate jdbc;
    private final InsertOnce database;

    Forgetting(JdbcTemplate jdbc, InsertOnce database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    @Override
    public void open(Runnable work) {
        if (!database.isPostgres()) {
            AppendOnly.whileErasing(work);
            return;
        }
        mark("on");
        work.run();
        mark("off");
    }

    /** Local to the transaction: another one that uses the connection later sees nothing of it. */
    private void mark(String state) {
        jdbc.queryForObject("select set_config('polisflow.erasing', ?, true)", String.class, state);
    }
}
