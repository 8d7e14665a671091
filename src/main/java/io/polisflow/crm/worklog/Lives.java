package io.polisflow.crm.worklog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads what was written of tasks and of deals' stages, for whom something more happens. */
@Component
class Lives {

    private static final String COLUMNS =
            "select kind, at_, task_id, deal_number, assignee, task_group from work_event where ";

    private static final String OF_TASKS = COLUMNS + "instance_id in (:instances) and task_id in (:tasks) order by id";

    private static final String OF_STAGES = COLUMNS
            + "deal_number in (:deals) and task_id is null and kind in ('CLOCK_STOPPED', 'CLOCK_RESUMED') order by id";

    private final NamedParameterJdbcTemplate jdbc;

    Lives(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whose life it is a part of: a task's id, or the number of the deal whose stage it concerns; null for nobody's */
    static String subject(WorkEvent event) {
        if (event.step() != null && event.step().task() != null) {
            return event.step().task();
        }
        return switch (event.kind()) {
            case STAGE_LEFT, CLOCK_STOPPED, CLOCK_RESUMED ->
                event.deal() == null ? null : event.deal().number();
            default -> null;
        };
    }

    /** @return subject → what was written of it; a task that is created among these events is absent */
    Map<String, TaskLife> before(List<WorkEvent> events) {
        Map<String, TaskLife> lives = new HashMap<>();
        Set<String> created = new HashSet<>();
        Set<String> tasks = new HashSet<>();
        Set<String> instances = new HashSet<>();
        List<String> stages = new ArrayList<>();
        for (WorkEvent event : events) {
            String task = event.step() == null ? null : event.step().task();
            if (task == null) {
                if (event.kind() == WorkEvent.Kind.STAGE_LEFT) {
                    stages.add(event.deal().number());
                }
            } else if (event.kind() == WorkEvent.Kind.TASK_CREATED) {
                created.add(task);
            } else if (!created.contains(task) && event.model() != null && lacksFacts(event)) {
                tasks.add(task);
                instances.add(event.model().instance());
            }
        }
        if (!tasks.isEmpty()) {
            jdbc.query(OF_TASKS, Map.of("instances", instances, "tasks", tasks), into(lives, "task_id"));
        }
        if (!stages.isEmpty()) {
            jdbc.query(OF_STAGES, Map.of("deals", stages), into(lives, "deal_number"));
        }
        return lives;
    }

    /** A hundred thousand deadlines that move at once are not asked about one by one. */
    private static boolean lacksFacts(WorkEvent event) {
        return event.kind().endsTask() || event.group() == null && event.kind() != WorkEvent.Kind.DEADLINE_MOVED;
    }

    private static RowCallbackHandler into(Map<String, TaskLife> lives, String subject) {
        return row -> lives.computeIfAbsent(row.getString(subject), each -> new TaskLife())
                .add(
                        WorkEvent.Kind.valueOf(row.getString("kind")),
                        row.getTimestamp("at_").toInstant(),
                        row.getString("assignee"),
                        row.getString("task_group"));
    }
}
