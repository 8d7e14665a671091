package io.polisflow.process.engine;

import io.polisflow.crm.tasksight.TaskSight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Counts open tasks of several lists by one statement and no further than a person wants to know, so that a list of a hundred thousand
 * costs no more than one of a thousand.
 */
@Component
public class OpenTaskCount {

    /** A list that has as many may have more. */
    public static final int MOST = 1000;

    private final NamedParameterJdbcTemplate jdbc;

    OpenTaskCount(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Which tasks are counted; null asks nothing.
     *
     * @param groups ids of groups, one of which the model named for the task
     * @param dueBefore tasks without a deadline are none then
     * @param process key of the model
     */
    public record Condition(String assignee, Collection<String> groups, Instant dueBefore, String process) {}

    private record Count(int list, int tasks) {}

    /**
     * @param visible keys of the models whose tasks count at all; null for every model
     * @param sight which of their tasks count
     * @return for each condition how many, at most {@value #MOST}
     */
    public List<Integer> count(List<Condition> conditions, Collection<String> visible, TaskSight sight) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(conditions.size(), 0));
        if (sight.nothing()) {
            return counts;
        }
        MapSqlParameterSource values = new MapSqlParameterSource()
                .addValue("visible", visible)
                .addValue("seenAssignees", sight.assignees())
                .addValue("seenGroups", sight.groups());
        String sql = IntStream.range(0, conditions.size())
                .filter(i -> canMatch(conditions.get(i), visible))
                .mapToObj(i -> "select " + i + ", count(*) from (" + tasks(i, conditions.get(i), visible, sight, values)
                        + " limit " + MOST + ") list" + i)
                .collect(Collectors.joining(" union all "));
        if (!sql.isEmpty()) {
            jdbc.query(sql, values, (row, i) -> new Count(row.getInt(1), row.getInt(2)))
                    .forEach(count -> counts.set(count.list(), count.tasks()));
        }
        return counts;
    }

    private static boolean canMatch(Condition condition, Collection<String> visible) {
        boolean noGroup = condition.groups() != null && condition.groups().isEmpty();
        return !noGroup && (visible == null || !visible.isEmpty());
    }

    private static String tasks(
            int i, Condition condition, Collection<String> visible, TaskSight sight, MapSqlParameterSource values) {
        List<String> conditions = new ArrayList<>();
        if (condition.assignee() != null) {
            conditions.add("t.ASSIGNEE_ = :assignee" + i);
            values.addValue("assignee" + i, condition.assignee());
        }
        if (condition.groups() != null) {
            conditions.add("exists (select 1 from ACT_RU_IDENTITYLINK l where l.TASK_ID_ = t.ID_"
                    + " and l.TYPE_ = 'candidate' and l.GROUP_ID_ in (:groups" + i + "))");
            values.addValue("groups" + i, condition.groups());
        }
        if (condition.dueBefore() != null) {
            conditions.add("t.DUE_DATE_ < :due" + i);
            values.addValue("due" + i, java.sql.Timestamp.from(condition.dueBefore()));
        }
        if (condition.process() != null) {
            conditions.add("t.PROC_DEF_ID_ in (select d.ID_ from ACT_RE_PROCDEF d where d.KEY_ = :process" + i + ")");
            values.addValue("process" + i, condition.process());
        }
        if (visible != null) {
            conditions.add("t.PROC_DEF_ID_ in (select d.ID_ from ACT_RE_PROCDEF d where d.KEY_ in (:visible))");
        }
        if (!sight.everything()) {
            conditions.add(seen(sight));
        }
        return "select t.ID_ from ACT_RU_TASK t"
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    }

    private static String seen(TaskSight sight) {
        String taken = "t.ASSIGNEE_ in (:seenAssignees)";
        return sight.groups().isEmpty()
                ? taken
                : "(" + taken + " or t.ASSIGNEE_ is null and exists (select 1 from ACT_RU_IDENTITYLINK s"
                        + " where s.TASK_ID_ = t.ID_ and s.TYPE_ = 'candidate' and s.GROUP_ID_ in (:seenGroups)))";
    }
}
