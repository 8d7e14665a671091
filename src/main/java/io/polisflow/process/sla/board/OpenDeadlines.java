package io.polisflow.process.sla.board;

import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.process.sla.DeadlineState;
import io.polisflow.process.sla.board.OpenDeadline.Order;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists open deadlines one by one, those behind a number of the dashboard. */
@Service
@Transactional(readOnly = true)
public class OpenDeadlines {

    private static final String JOINED = " left join deal l on l.number = d.deal_number"
            + " left join deal_figures f on f.deal_id = l.id left join client c on c.id = d.client_id";

    private final NamedParameterJdbcTemplate jdbc;
    private final WorkingCalendars calendars;
    private final Clock clock;

    OpenDeadlines(NamedParameterJdbcTemplate jdbc, WorkingCalendars calendars, Clock clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** @return a page of those that the filter means and the reader may see */
    public Page<OpenDeadline> page(BoardFilter filter, Sight sight, Order order, boolean descending, Pageable page) {
        Instant now = clock.instant();
        BoardSql sql = new BoardSql(filter, sight, now);
        long total = jdbc.queryForObject("select count(*)" + BoardSql.FROM + sql.where(), sql.values(), Long.class);
        List<OpenDeadline> rows = total == 0
                ? List.of()
                : jdbc.query(
                        "select d.*, f.premium, c.name as client from (select d.*" + BoardSql.FROM + sql.where() + ") d"
                                + JOINED + " order by " + order.sql(descending) + " limit :most offset :skip",
                        sql.values().addValue("most", page.getPageSize()).addValue("skip", page.getOffset()),
                        (row, i) -> deadline(row, now));
        return new PageImpl<>(rows, page, total);
    }

    /**
     * @param subjects which of them, null for all
     * @return up to so many, the most urgent first
     */
    public List<OpenDeadline> all(BoardFilter filter, Collection<String> subjects, Sight sight, int most) {
        if (subjects != null && subjects.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        BoardSql sql = new BoardSql(filter, sight, now);
        String chosen = subjects == null ? "" : " and d.subject in (:subjects)";
        return jdbc.query(
                "select d.*, f.premium, c.name as client from (select d.*" + BoardSql.FROM + sql.where() + chosen
                        + ") d" + JOINED + " order by " + Order.DUE.sql(false) + " limit :most",
                sql.values().addValue("subjects", subjects).addValue("most", most),
                (row, i) -> deadline(row, now));
    }

    /** @return those of the deals that belong to a branch out of the reader's sight */
    public Set<String> dealsOutOf(Sight sight, Collection<String> deals) {
        if (sight.all() || deals.isEmpty()) {
            return Set.of();
        }
        MapSqlParameterSource values = new MapSqlParameterSource("deals", deals);
        return Set.copyOf(jdbc.queryForList(
                "select b.number from deal b left join branch_member m on m.login = b.owner where b.number in (:deals)"
                        + " and not " + BoardSql.seen(sight, values),
                values,
                String.class));
    }

    private OpenDeadline deadline(ResultSet row, Instant now) throws SQLException {
        Instant due = instant(row, "due_at");
        DeadlineState state = DeadlineState.of(instant(row, "paused_at") != null, instant(row, "warn_at"), due, now);
        BigDecimal late = state == DeadlineState.OVERDUE
                ? calendars.of(row.getString("calendar")).hoursBetween(due, now)
                : null;
        return new OpenDeadline(
                row.getString("subject"),
                row.getString("name"),
                row.getString("process"),
                row.getString("element"),
                row.getString("instance_id"),
                row.getString("deal_number"),
                row.getObject("client_id", Long.class),
                row.getString("client"),
                row.getBigDecimal("premium"),
                row.getString("assignee"),
                row.getString("owner"),
                row.getString("task_group"),
                instant(row, "began_at"),
                instant(row, "take_by"),
                instant(row, "taken_at"),
                due,
                late,
                state,
                row.getString("pause_reason"),
                row.getString("priority"),
                row.getInt("level"),
                row.getString("table_row") == null && !row.getBoolean("fixed"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
