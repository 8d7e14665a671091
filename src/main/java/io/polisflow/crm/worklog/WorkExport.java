package io.polisflow.crm.worklog;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.worklog.WorkTimeline.Entry;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands over the events of a period case by case, for tools of process mining, and keeps who asked for them. */
@Service
public class WorkExport {

    /** Rows that the database sends at once; the rest waits there. */
    private static final int FETCHED = 1000;

    private static final int LONGEST_LIST = 2000;

    private static final String EVENTS =
            """
            select e.*, coalesce(e.deal_number,
              (select max(o.deal_number) from work_event o where o.instance_id = e.instance_id), e.instance_id, '-') as case_
            from work_event e where e.at_ >= :from and e.at_ < :to""";

    private final NamedParameterJdbcTemplate streaming;
    private final JdbcTemplate jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    WorkExport(DataSource source, JdbcTemplate jdbc, AuditTrail audit, Clock clock) {
        this.audit = audit;
        JdbcTemplate few = new JdbcTemplate(source);
        few.setFetchSize(FETCHED);
        this.streaming = new NamedParameterJdbcTemplate(few);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param to last day, which belongs to it
     * @param processes keys of models; empty for everything, the stages of deals among it
     */
    public record Asked(LocalDate from, LocalDate to, Collection<String> processes) {

        /** @throws IllegalArgumentException when the period ends before it begins or holds dates that the database does not know */
        public Asked {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("Начало периода позже его конца");
            }
            if (from.getYear() < 1900 || to.getYear() > 9000) {
                throw new IllegalArgumentException("Таких дат в системе нет");
            }
            processes = List.copyOf(processes);
        }
    }

    /** One export that somebody took. @param processes empty for all */
    public record Taken(
            Instant at, String actor, String format, LocalDate from, LocalDate to, List<String> processes) {}

    /** Takes what is handed over. */
    @FunctionalInterface
    public interface Reader {

        /** @param caseId the deal's number; the instance's id of work that belongs to no deal, «-» of what belongs to neither */
        void read(String caseId, Entry entry);
    }

    /** Notes who takes which events out of the house; to be called before anything leaves. */
    @Transactional
    public void note(String actor, String format, Asked asked) {
        String processes = String.join(" ", new TreeSet<>(asked.processes()));
        audit.eventBy(
                actor,
                AuditAction.EXPORTED,
                AuditSubject.of("work_events", null),
                Map.of(
                        "format",
                        format,
                        "from",
                        asked.from().toString(),
                        "to",
                        asked.to().toString()));
        jdbc.update(
                "insert into work_export (id, at_, actor, format, first_day, last_day, processes)"
                        + " values (nextval('id_seq'), ?, ?, ?, ?, ?, ?)",
                Timestamp.from(clock.instant()),
                actor,
                format,
                Date.valueOf(asked.from()),
                Date.valueOf(asked.to()),
                processes.isEmpty() ? null : processes.substring(0, Math.min(LONGEST_LIST, processes.length())));
    }

    /** @return the latest first, at most so many */
    @Transactional(readOnly = true)
    public List<Taken> latest(int most) {
        return jdbc.query(
                "select * from work_export order by at_ desc, id desc limit ?",
                (row, i) -> new Taken(
                        row.getTimestamp("at_").toInstant(),
                        row.getString("actor"),
                        row.getString("format"),
                        row.getDate("first_day").toLocalDate(),
                        row.getDate("last_day").toLocalDate(),
                        row.getString("processes") == null
                                ? List.of()
                                : List.of(row.getString("processes").split(" "))),
                most);
    }

    /** Reads as it hands over, so that five million events need no more memory than a thousand; case after case, each in its order. */
    @Transactional(readOnly = true)
    public void each(Asked asked, Reader reader) {
        WorkPeriod period = WorkPeriod.ofDays(asked.from(), asked.to(), clock.getZone());
        MapSqlParameterSource values = WorkFigures.values(period, WorkSelection.ALL);
        String sql = EVENTS;
        if (!asked.processes().isEmpty()) {
            sql += " and e.process in (:chosen)";
            values.addValue("chosen", asked.processes());
        }
        streaming.query(sql + " order by case_, e.id", values, row -> {
            reader.read(row.getString("case_"), WorkTimeline.entry(row));
        });
    }
}
