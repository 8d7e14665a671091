package io.polisflow.process.sla;

import io.polisflow.process.engine.CalledInstances;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts the deadlines of open tasks for the drawing of one version of a model. */
@Service
@Transactional(readOnly = true)
public class DiagramDeadlines {

    private static final String COUNTS =
            """
             count(d.id) as all_,
              sum(case when %s then 1 else 0 end) as at_risk,
              sum(case when %s then 1 else 0 end) as overdue,
              sum(case when %s then 1 else 0 end) as paused,
              sum(case when %s then 1 else 0 end) as not_taken
            """
                    .formatted(
                            DeadlineState.AT_RISK.condition(),
                            DeadlineState.OVERDUE.condition(),
                            DeadlineState.PAUSED.condition(),
                            DeadlineMark.NOT_TAKEN.condition());

    private static final String OF_VERSION = "d.kind = 'TASK' and d.process = :process and d.model_version = :version";

    private static final String OWN =
            "select d.element," + COUNTS + " from deadline d where " + OF_VERSION + " group by d.element";

    private static final String CALLED = CalledInstances.WITH + "select called.element," + COUNTS
            + " from called join deadline d on d.instance_id = called.instance_id and d.kind = 'TASK'"
            + " group by called.element";

    private static final String ELSEWHERE = "select null as element," + COUNTS
            + " from deadline d where d.kind = 'TASK' and d.process = :process" + " and d.model_version <> :version";

    private final NamedParameterJdbcTemplate jdbc;
    private final RepositoryService repository;
    private final Clock clock;

    DiagramDeadlines(NamedParameterJdbcTemplate jdbc, RepositoryService repository, Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * @param own the user tasks of the version at which tasks stand
     * @param called its call activities, with the tasks of all that they have called
     * @param elsewhere the tasks on the model's other versions; null when there are none
     */
    public record Deadlines(String process, int version, List<Count> own, List<Count> called, Count elsewhere) {}

    /**
     * How the open tasks of an element stand, by {@link DeadlineState}.
     *
     * @param open all of them
     * @param notTaken nobody has taken it by when it was to be taken; counted in the states as well
     */
    public record Count(String element, long open, long atRisk, long overdue, long paused, long notTaken) {}

    /** @return empty when there is no such version, or the signed-on user may not read it */
    public Optional<Deadlines> of(String definitionId) {
        return definition(definitionId).map(this::counted);
    }

    /** @return key of the model of that version; empty as for {@link #of} */
    public Optional<String> process(String definitionId) {
        return definition(definitionId).map(ProcessDefinition::getKey);
    }

    private Optional<ProcessDefinition> definition(String id) {
        return Optional.ofNullable(repository
                .createProcessDefinitionQuery()
                .processDefinitionId(id)
                .singleResult());
    }

    private Deadlines counted(ProcessDefinition definition) {
        Map<String, Object> values = Map.of(
                "process", definition.getKey(),
                "version", definition.getVersion(),
                "definition", definition.getId(),
                "now", Timestamp.from(clock.instant()));
        Count elsewhere = jdbc.queryForObject(ELSEWHERE, values, DiagramDeadlines::count);
        return new Deadlines(
                definition.getKey(),
                definition.getVersion(),
                jdbc.query(OWN, values, DiagramDeadlines::count),
                jdbc.query(CALLED, values, DiagramDeadlines::count),
                elsewhere.open() == 0 ? null : elsewhere);
    }

    private static Count count(ResultSet row, int i) throws SQLException {
        return new Count(
                row.getString("element"),
                row.getLong("all_"),
                row.getLong("at_risk"),
                row.getLong("overdue"),
                row.getLong("paused"),
                row.getLong("not_taken"));
    }
}
