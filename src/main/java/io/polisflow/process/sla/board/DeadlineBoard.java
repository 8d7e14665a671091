package io.polisflow.process.sla.board;

import io.polisflow.process.sla.board.Board.Figures;
import io.polisflow.process.sla.board.Board.Line;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts open deadlines by where they stand and with whom, in two passes however many there are: the finest groups are counted by the
 * database and added up here, which costs less than a pass for each breakdown.
 */
@Service
@Transactional(readOnly = true)
public class DeadlineBoard {

    /** Each pass has few distinct combinations: who works on what, and what it is about. */
    private static final List<List<Cut>> PASSES = List.of(
            List.of(Cut.PROCESS, Cut.STEP, Cut.GROUP, Cut.PERSON, Cut.BRANCH),
            List.of(Cut.PRODUCT, Cut.CLIENT_CLASS, Cut.PRIORITY));

    private static final Comparator<Line> WORST_FIRST = Comparator.<Line>comparingLong(
                    line -> line.figures().overdue())
            .thenComparingLong(line -> line.figures().atRisk())
            .thenComparingLong(line -> line.figures().open())
            .reversed()
            .thenComparing(Line::key);

    private final NamedParameterJdbcTemplate jdbc;
    private final Clock clock;

    DeadlineBoard(NamedParameterJdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return how they stand now, whatever state or mark the filter names */
    public Board read(BoardFilter filter, Sight sight) {
        BoardSql sql = new BoardSql(filter.inAnyState(), sight, clock.instant());
        Map<Cut, List<Line>> lines = new EnumMap<>(Cut.class);
        PASSES.forEach(cuts -> lines.putAll(lines(cuts, sql)));
        Figures total = lines.get(Cut.PRIORITY).stream().map(Line::figures).reduce(Figures.NOTHING, Figures::plus);
        return new Board(total, lines);
    }

    private Map<Cut, List<Line>> lines(List<Cut> cuts, BoardSql sql) {
        Map<Cut, Map<String, Figures>> sums = new EnumMap<>(Cut.class);
        Map<String, String> steps = new HashMap<>();
        String keys = cuts.stream().map(DeadlineBoard::alias).collect(Collectors.joining(", "));
        String columns =
                cuts.stream().map(cut -> cut.column() + " as " + alias(cut)).collect(Collectors.joining(", "));
        jdbc.query(
                "select " + keys + ", min(d.name) as name_, " + BoardSql.FIGURES + " from (select d.*, " + columns
                        + BoardSql.FROM + sql.where() + ") d group by " + keys,
                sql.values(),
                row -> {
                    Figures figures = figures(row);
                    for (Cut cut : cuts) {
                        String key = row.getString(alias(cut));
                        sums.computeIfAbsent(cut, any -> new HashMap<>())
                                .merge(key == null ? Cut.NONE : key, figures, Figures::plus);
                    }
                    if (cuts.contains(Cut.STEP)) {
                        steps.put(row.getString(alias(Cut.STEP)), row.getString("name_"));
                    }
                });
        Map<Cut, List<Line>> lines = new EnumMap<>(Cut.class);
        cuts.forEach(cut -> {
            List<Line> sorted = new ArrayList<>();
            sums.getOrDefault(cut, Map.of())
                    .forEach((key, figures) ->
                            sorted.add(new Line(key, cut == Cut.STEP ? steps.get(key) : null, figures)));
            sorted.sort(WORST_FIRST);
            lines.put(cut, sorted);
        });
        return lines;
    }

    /** Some of the names mean something to a database. */
    private static String alias(Cut cut) {
        return "k_" + cut.name();
    }

    private static Figures figures(ResultSet row) throws SQLException {
        return new Figures(
                row.getLong("open_"),
                row.getLong("in_time"),
                row.getLong("at_risk"),
                row.getLong("overdue"),
                row.getLong("paused"),
                row.getLong("not_taken"),
                row.getLong("by_default"));
    }
}
