package io.polisflow.crm.knowledge;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks PostgreSQL's Russian full-text search, whose index also finds the beginnings that it does not know as stems. */
class PostgresArticleSearch implements ArticleSearch {

    private static final String FIND = "select a.id, ts_rank(a.search, q.query) as rank from knowledge_article a,"
            + " (select to_tsquery('russian', ?) || to_tsquery('simple', ?) as query) q"
            + " where a.active and a.search @@ q.query order by rank desc limit 200";

    private final JdbcTemplate jdbc;

    PostgresArticleSearch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Long, Double> find(Set<String> words) {
        // Words are letters and digits only, so nothing in them is read as an operator.
        String lexemes = String.join(" | ", words);
        String prefixes = words.stream()
                .flatMap(word -> RussianWords.stems(word).stream())
                .filter(stem -> stem.length() >= RussianWords.SHORTEST_PREFIX)
                .distinct()
                .map(stem -> stem + ":*")
                .collect(Collectors.joining(" | "));
        Map<Long, Double> found = new HashMap<>();
        jdbc.query(
                FIND,
                row -> {
                    found.put(row.getLong("id"), row.getDouble("rank"));
                },
                lexemes,
                prefixes);
        return found;
    }
}
