package io.polisflow.process.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSessionFactory;

/**
 * Remembers what the engine has written for a list of tasks and gives the next list of the same shape the same text with its own
 * values: the engine evaluates some three hundred expressions for it, which takes longer than the database takes for the page.
 *
 * <p>Only that a task is listed once is said in fewer words: the engine compares all columns of its rows.
 *
 * <p>Shapes that {@link TaskQueryShape} does not know are left to the engine.
 */
final class RememberedTaskSql implements SqlSource {

    private static final String PACKAGE = "org.camunda.bpm.engine.impl.persistence.entity.TaskEntity.";
    private static final List<String> STATEMENTS =
            List.of("selectTaskByQueryCriteria", "selectTaskCountByQueryCriteria");

    /** Lists of many lengths make many shapes; what comes after so many is written anew each time. */
    private static final int MOST = 500;

    private static final String ID = "RES.ID_";
    private static final Pattern LIST = Pattern.compile(
            "\\s*select distinct(?<rest>\\s.*\\s)order by (?<order>RES\\.\\w+ (?:asc|desc)(?:, RES\\.\\w+ (?:asc|desc))*)(?<page>\\s.*)",
            Pattern.DOTALL);

    private final Configuration configuration;
    private final SqlSource engine;
    private final Map<String, Optional<Text>> known = new ConcurrentHashMap<>();

    RememberedTaskSql(Configuration configuration, SqlSource engine) {
        this.configuration = configuration;
        this.engine = engine;
    }

    /** Puts it before the engine's own statements. */
    static void install(ProcessEngineConfigurationImpl engine) {
        Configuration configuration = engine.getSqlSessionFactory().getConfiguration();
        DbSqlSessionFactory sessions = engine.getDbSqlSessionFactory();
        Map<String, String> names =
                new HashMap<>(Objects.requireNonNullElse(sessions.getStatementMappings(), Map.of()));
        for (String name : STATEMENTS) {
            MappedStatement own = configuration.getMappedStatement(PACKAGE + sessions.mapStatement(name));
            String remembered = name + "_remembered";
            configuration.addMappedStatement(new MappedStatement.Builder(
                            configuration,
                            remembered,
                            new RememberedTaskSql(configuration, own.getSqlSource()),
                            own.getSqlCommandType())
                    .resultMaps(own.getResultMaps())
                    .useCache(own.isUseCache())
                    .flushCacheRequired(own.isFlushCacheRequired())
                    .timeout(own.getTimeout())
                    .build());
            names.put(name, remembered);
        }
        // The map that was there belongs to all engines of this virtual machine.
        sessions.setStatementMappings(names);
    }

    @Override
    public BoundSql getBoundSql(Object parameter) {
        TaskQueryImpl query = (TaskQueryImpl) parameter;
        TaskQueryShape shape = TaskQueryShape.of(query);
        if (shape == null) {
            return engine.getBoundSql(query);
        }
        Optional<Text> text = known.get(shape.key());
        if (text == null) {
            text = Text.of(engine.getBoundSql(query), shape);
            if (known.size() < MOST) {
                known.put(shape.key(), text);
            }
        }
        return text.map(known -> known.bound(configuration, query, shape)).orElseGet(() -> engine.getBoundSql(query));
    }

    /** A task's id tells its rows apart, and by it tasks of the same date stay in one order from page to page. */
    private static String distinctById(String sql) {
        Matcher list = LIST.matcher(sql);
        if (!list.matches()) {
            return sql;
        }
        String order = list.group("order");
        List<String> columns = Arrays.stream(order.split(", "))
                .map(column -> column.substring(0, column.indexOf(' ')))
                .toList();
        if (columns.contains(ID) || columns.stream().distinct().count() < columns.size()) {
            return sql;
        }
        return "select distinct on (" + String.join(", ", columns) + ", " + ID + ")" + list.group("rest") + "order by "
                + order + ", " + ID + " asc" + list.group("page");
    }

    /** The value of one parameter: which list of the query's values, and which of these. */
    private record Place(String list, int index) {}

    /**
     * One statement.
     *
     * @param places name of each parameter that is not a property of the query itself → where its value is
     */
    private record Text(String sql, List<ParameterMapping> parameters, Map<String, Place> places) {

        private static final String EACH = "__frch_";

        /** @return empty when a value is not where it is thought to be */
        static Optional<Text> of(BoundSql written, TaskQueryShape shape) {
            Map<String, Place> places = new HashMap<>();
            Map<String, Integer> last = new HashMap<>();
            for (ParameterMapping parameter : written.getParameterMappings()) {
                String name = parameter.getProperty().split("\\.")[0];
                if (!written.hasAdditionalParameter(name) || places.containsKey(name)) {
                    continue;
                }
                String list = name.startsWith(EACH) ? name.substring(EACH.length(), name.lastIndexOf('_')) : name;
                List<?> values = shape.values().getOrDefault(list, List.of());
                int index = last.getOrDefault(list, -1) + 1;
                while (index < values.size() && values.get(index) != written.getAdditionalParameter(name)) {
                    index++;
                }
                if (index == values.size()) {
                    return Optional.empty();
                }
                last.put(list, index);
                places.put(name, new Place(list, index));
            }
            boolean all = TaskQueryShape.NAMED_ONE_BY_ONE.stream()
                    .allMatch(list -> places.values().stream()
                                    .filter(place -> place.list().equals(list))
                                    .count()
                            == shape.values().get(list).size());
            return all
                    ? Optional.of(new Text(distinctById(written.getSql()), written.getParameterMappings(), places))
                    : Optional.empty();
        }

        BoundSql bound(Configuration configuration, TaskQueryImpl query, TaskQueryShape shape) {
            BoundSql bound = new BoundSql(configuration, sql, parameters, query);
            places.forEach((name, place) -> bound.setAdditionalParameter(
                    name, shape.values().get(place.list()).get(place.index())));
            return bound;
        }
    }
}
