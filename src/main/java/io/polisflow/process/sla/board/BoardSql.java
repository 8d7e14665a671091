package io.polisflow.process.sla.board;

import io.polisflow.process.sla.DeadlineMark;
import io.polisflow.process.sla.DeadlineState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Writes what is asked of open deadlines as a condition on a row of {@code deadline d}, in SQL that both databases understand. */
final class BoardSql {

    /** Of each row: how it stands, and what is worth a look. */
    static final String FIGURES = "count(*) as open_, "
            + Arrays.stream(DeadlineState.values())
                    .map(state -> counted(state.condition(), state.name()))
                    .collect(Collectors.joining(", "))
            + ", "
            + Arrays.stream(DeadlineMark.values())
                    .map(mark -> counted(mark.condition(), mark.name()))
                    .collect(Collectors.joining(", "));

    /** Whose branch it is. */
    static final String FROM = " from deadline d left join branch_member m on m.login = coalesce(d.owner, d.assignee)";

    private static final String FOUND =
            "(lower(d.deal_number) like :find escape '!' or lower(d.name) like :find escape '!'"
                    + " or exists (select 1 from client k where k.id = d.client_id and lower(k.name) like :find escape '!'))";

    private final StringBuilder where;
    private final MapSqlParameterSource values = new MapSqlParameterSource();

    BoardSql(BoardFilter filter, Sight sight, Instant now) {
        List<String> conditions = new ArrayList<>();
        conditions.add("d.kind = '" + filter.kind().name() + "'");
        filter.cuts().forEach((cut, value) -> {
            if (Cut.NONE.equals(value)) {
                conditions.add(cut.column() + " is null");
            } else {
                conditions.add(cut.column() + " = :" + cut.name());
                values.addValue(cut.name(), value);
            }
        });
        if (filter.state() != null) {
            conditions.add("(" + filter.state().condition() + ")");
        }
        if (filter.mark() != null) {
            conditions.add("(" + filter.mark().condition() + ")");
        }
        if (filter.find() != null) {
            conditions.add(FOUND);
            values.addValue("find", "%" + escaped(filter.find()) + "%");
        }
        if (!sight.all()) {
            conditions.add(seen(sight, values));
        }
        values.addValue("now", moment(now));
        where = new StringBuilder(String.join(" and ", conditions));
    }

    /** @return a condition on the branch {@code m.branch} */
    static String seen(Sight sight, MapSqlParameterSource values) {
        if (sight.branches().isEmpty()) {
            return "(m.branch is null)";
        }
        values.addValue("sight", sight.branches());
        return "(m.branch is null or m.branch in (:sight))";
    }

    private static String counted(String condition, String name) {
        return "count(case when " + condition + " then 1 end) as " + name.toLowerCase(Locale.ROOT);
    }

    private static String escaped(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
    }

    static OffsetDateTime moment(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    String where() {
        return " where " + where;
    }

    MapSqlParameterSource values() {
        return values;
    }
}
