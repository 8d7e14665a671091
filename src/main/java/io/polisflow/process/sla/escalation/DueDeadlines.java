package io.polisflow.process.sla.escalation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/** Finds and raises the rows of {@code deadline} whose time has come; each question is answered by an index. */
@Repository
class DueDeadlines {

    /** What is done at the very second of its deadline is in time, so that a deadline has passed only after it. */
    private static final Map<Rung, String> WAITING = Map.of(
            Rung.UNTAKEN,
            """
            d.taken_at is null and d.take_by < :now
              and not exists (select 1 from escalation e where e.deadline_id = d.id and e.level = 0 and e.due_at = d.take_by)""",
            Rung.REMINDER,
            "d.level = 0 and d.warn_at <= :now",
            Rung.HEAD,
            "d.level = 1 and d.due_at < :now",
            Rung.SUPERVISOR,
            "d.level = 2 and d.due_at < :now");

    private static final String ANEW =
            "d.level in (1, 2, 3) and d.warn_at > :now or d.level in (2, 3) and d.warn_at <= :now and d.due_at >= :now";

    private final NamedParameterJdbcTemplate jdbc;

    DueDeadlines(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @return those whose date of the rung has passed and whose clock runs, the longest due first */
    List<DueDeadline> waiting(Rung rung, Instant now) {
        return jdbc.query(
                "select " + DueDeadline.COLUMNS + " from deadline d where d.paused_at is null and " + WAITING.get(rung)
                        + " order by d." + (rung == Rung.UNTAKEN ? "take_by" : "due_at") + ", d.id",
                Map.of("now", Timestamp.from(now)),
                DueDeadline::read);
    }

    /** A deadline that has moved on is escalated from the beginning again. */
    int startAnew(Instant now) {
        return jdbc.update(
                "update deadline d set level = case when d.warn_at > :now then 0 else 1 end where " + ANEW,
                Map.of("now", Timestamp.from(now)));
    }

    /** @return those that nobody else is changing at the moment; they stay as they are until the transaction ends */
    List<DueDeadline> lock(List<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.query(
                        "select " + DueDeadline.COLUMNS
                                + " from deadline d where d.id in (:ids) and d.paused_at is null order by d.id for update skip locked",
                        Map.of("ids", ids),
                        DueDeadline::read);
    }

    /**
     * Whoever recounts the row at the same time is not disturbed: should it fall back to an earlier level, the unique key of
     * {@code escalation} still lets nobody be told twice.
     *
     * @return false when somebody else has raised or moved it in the meantime
     */
    boolean raise(DueDeadline deadline, Rung to) {
        return jdbc.update(
                        """
                        update deadline set level = :to
                        where id = :id and level = :from and due_at = :due and paused_at is null""",
                        Map.of(
                                "to", to.level(),
                                "id", deadline.id(),
                                "from", to.level() - 1,
                                "due", Timestamp.from(deadline.dueAt())))
                == 1;
    }
}
