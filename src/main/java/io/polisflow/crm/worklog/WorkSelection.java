package io.polisflow.crm.worklog;

import io.polisflow.crm.access.SightCondition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Whose work is meant; null leaves open.
 *
 * @param processes keys of models
 * @param element of a model
 * @param persons who have or had the task
 * @param seen what of it the reader may be told, on the columns of {@code work_event}
 */
public record WorkSelection(
        Collection<String> processes, String element, String group, Collection<String> persons, SightCondition seen) {

    public static final WorkSelection ALL = new WorkSelection(null, null, null, null);

    /** Whoever may be told of it. */
    public WorkSelection(Collection<String> processes, String element, String group, Collection<String> persons) {
        this(processes, element, group, persons, null);
    }

    public static WorkSelection ofProcess(String key) {
        return new WorkSelection(List.of(key), null, null, null);
    }

    /** @return whether nothing can match, because the choice of one kind is empty */
    boolean isEmpty() {
        return processes != null && processes.isEmpty() || persons != null && persons.isEmpty();
    }

    /** @param person the SQL that names who has or had it */
    String condition(String person) {
        return (processes == null ? "" : " and process in (:processes)")
                + (element == null ? "" : " and element = :element")
                + (group == null ? "" : " and task_group = :group")
                + (persons == null ? "" : " and " + person + " in (:persons)")
                + (seen == null ? "" : seen.and());
    }

    MapSqlParameterSource values() {
        return new MapSqlParameterSource(seen == null ? Map.of() : seen.parameters())
                .addValue("processes", processes)
                .addValue("element", element)
                .addValue("group", group)
                .addValue("persons", persons);
    }
}
