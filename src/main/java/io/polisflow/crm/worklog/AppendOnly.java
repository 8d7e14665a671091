package io.polisflow.crm.worklog;

import java.sql.Connection;
import java.sql.SQLIntegrityConstraintViolationException;
import org.h2.api.Trigger;

/** Has H2 refuse to change or delete what happened; PostgreSQL has a trigger in its own language. */
public class AppendOnly implements Trigger {

    @Override
    public void fire(Connection connection, Object[] before, Object[] after)
            throws SQLIntegrityConstraintViolationException {
        throw new SQLIntegrityConstraintViolationException(
                "work_event is append-only: " + (after == null ? "DELETE" : "UPDATE") + " refused", "23000");
    }
}
