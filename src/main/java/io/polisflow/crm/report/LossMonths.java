package io.polisflow.crm.report;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sums up the losses of months that are over, so that the report of a year need not read every deal.
 *
 * <p>A month's sums are there as long as they are true: whoever changes a lost deal's figures deletes them in the same transaction (a
 * trigger). A month is known by its first moment and the one after its last, so a change of the zone leaves no wrong sums either.
 */
@Component
public class LossMonths {

    /** Somebody who is at work on figures is waited for so long, and in that time nobody else begins. */
    private static final String PATIENCE = "set local lock_timeout = '100ms'";

    private static final String WAITED_IN_VAIN = "55P03";

    /** Nobody is at work on figures whose change the sums would miss; reads go on. */
    private static final String LOCK = "lock table deal_figures in share row exclusive mode";

    /** The newest one, which is read most. */
    private static final String NEXT =
            """
            select x.begins, x.ends
            from (
                select %2$s as begins, %3$s as ends
                from generate_series(
                    (select date_trunc('month', %1$s) from deal_figures f where f.lost), %4$s, interval '1 month') as s(month_)) x
            where x.ends <= ? and not exists (select 1 from loss_month m where m.begins = x.begins and m.ends = x.ends)
            order by x.begins desc
            fetch first 1 row only""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final LossFigures figures;
    private final Clock clock;
    private final String next;

    LossMonths(JdbcTemplate jdbc, TransactionTemplate transaction, LossFigures figures, ReportSql sql, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.figures = figures;
        this.clock = clock;
        this.next = NEXT.formatted(
                sql.inZone("min(f.closed_at)"),
                sql.inZone("s.month_"),
                sql.inZone("(s.month_ + interval '1 month')"),
                sql.inZone("cast(? as timestamp with time zone)"));
    }

    /**
     * Sums up one month.
     *
     * @return false when all that are over are summed up, or the database is H2, where that is not worth it
     * @throws CannotAcquireLockException when somebody has been at work on figures all the time
     */
    public boolean sumUpNext() {
        return figures.areSummed()
                && !next().isEmpty()
                && Boolean.TRUE.equals(transaction.execute(status -> {
                    lock();
                    // Another node may have been quicker.
                    List<Map<String, Object>> months = next();
                    months.forEach(month -> sumUp(month.get("begins"), month.get("ends")));
                    return !months.isEmpty();
                }));
    }

    private void lock() {
        jdbc.execute(PATIENCE);
        try {
            jdbc.execute(LOCK);
        } catch (UncategorizedSQLException e) {
            if (WAITED_IN_VAIN.equals(e.getSQLException().getSQLState())) {
                throw new CannotAcquireLockException("figures are at work", e);
            }
            throw e;
        }
    }

    private List<Map<String, Object>> next() {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.queryForList(next, now, now);
    }

    private void sumUp(Object begins, Object ends) {
        // Months of another zone, whose sums nobody reads any more.
        jdbc.update("delete from loss_month where begins < ? and ends > ?", ends, begins);
        jdbc.update("insert into loss_month (begins, ends) values (?, ?)", begins, ends);
        for (Breakdown by : LossReport.BREAKDOWNS) {
            jdbc.update(
                    "insert into loss_sum (begins, breakdown, key_, reason, deals, premium, written)"
                            + " select cast(? as timestamp with time zone), ?, x.* from ("
                            + figures.sums(by, "", "f.closed_at >= ? and f.closed_at < ?") + ") x",
                    begins,
                    by.code(),
                    begins,
                    ends);
        }
    }
}
