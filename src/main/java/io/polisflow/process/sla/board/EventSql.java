package io.polisflow.process.sla.board;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Writes what of a filter the events of work know as a condition on a row of {@code work_event e}. */
final class EventSql {

    private static final String BRANCHES = " left join deal b on b.number = e.deal_number"
            + " left join branch_member m on m.login = coalesce(b.owner, e.assignee)";

    private final boolean byBranch;
    private final StringBuilder narrowed = new StringBuilder();
    private final MapSqlParameterSource values = new MapSqlParameterSource();

    EventSql(BoardFilter filter, Sight sight) {
        filter.cuts().forEach((cut, value) -> {
            String column =
                    switch (cut) {
                        case PROCESS -> "e.process";
                        case STEP -> "coalesce(e.process, '') || '/' || coalesce(e.element, '')";
                        case GROUP -> "e.task_group";
                        case BRANCH -> "m.branch";
                        default -> throw new IllegalArgumentException("Events do not know " + cut);
                    };
            if (Cut.NONE.equals(value)) {
                narrowed.append(" and ").append(column).append(" is null");
            } else {
                narrowed.append(" and ").append(column).append(" = :").append(cut.name());
                values.addValue(cut.name(), value);
            }
        });
        if (!sight.all()) {
            narrowed.append(" and ").append(BoardSql.seen(sight, values));
        }
        byBranch = !sight.all() || filter.cuts().containsKey(Cut.BRANCH);
    }

    String from() {
        return " from work_event e" + (byBranch ? BRANCHES : "");
    }

    String narrowed() {
        return narrowed.toString();
    }

    MapSqlParameterSource values() {
        return values;
    }
}
