package io.polisflow.process.sla.board;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Writes what of a filter the events of work know as a condition on a row of {@code work_event e}. */
final class EventSql {

    private final StringBuilder narrowed = new StringBuilder();
    private final MapSqlParameterSource values = new MapSqlParameterSource();

    EventSql(BoardFilter filter, Sight sight) {
        filter.cuts().forEach((cut, value) -> {
            String column =
                    switch (cut) {
                        case PROCESS -> "e.process";
                        case STEP -> "coalesce(e.process, '') || '/' || coalesce(e.element, '')";
                        case GROUP -> "e.task_group";
                        default -> throw new IllegalArgumentException("Events do not know " + cut);
                    };
            if (Cut.NONE.equals(value)) {
                narrowed.append(" and ").append(column).append(" is null");
            } else {
                narrowed.append(" and ").append(column).append(" = :").append(cut.name());
                values.addValue(cut.name(), value);
            }
        });
    }

    String from() {
        return " from work_event e";
    }

    String narrowed() {
        return narrowed.toString();
    }

    MapSqlParameterSource values() {
        return values;
    }
}
