package io.polisflow.crm.worklog;

import java.sql.Connection;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.Objects;
import org.h2.api.Trigger;

/** Has H2 refuse to change or delete what happened; PostgreSQL has a trigger in its own language. */
public class AppendOnly implements Trigger {

    private static final ThreadLocal<Boolean> ERASING = ThreadLocal.withInitial(() -> false);

    /** Lets the words of somebody who has to be forgotten change while it runs; nothing else may, then either. */
    static void whileErasing(Runnable work) {
        ERASING.set(true);
        try {
            work.run();
        } finally {
            ERASING.remove();
        }
    }

    /** Two columns hold words; they stand where the table's making put them. */
    private static boolean forgets(Object[] before, Object[] after) {
        int changed = 0;
        for (int i = 0; i < before.length; i++) {
            boolean words = before[i] instanceof String || before[i] == null;
            if (!Objects.equals(before[i], after[i])) {
                changed++;
                if (!words) {
                    return false;
                }
            }
        }
        return ERASING.get() && changed <= 2;
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after)
            throws SQLIntegrityConstraintViolationException {
        if (after != null && before != null && forgets(before, after)) {
            return;
        }
        throw new SQLIntegrityConstraintViolationException(
                "work_event is append-only: " + (after == null ? "DELETE" : "UPDATE") + " refused", "23000");
    }
}
