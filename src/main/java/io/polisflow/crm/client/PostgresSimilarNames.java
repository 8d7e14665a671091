package io.polisflow.crm.client;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks PostgreSQL's trigrams, whose index finds the names that share enough of them with each word. */
class PostgresSimilarNames implements SimilarNames {

    /** Two neighbours swapped in six letters leave two trigrams of seven in a row. */
    private static final String THRESHOLD = "0.28";

    private static final int MOST = 200;

    private final JdbcTemplate jdbc;

    PostgresSimilarNames(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Candidate> candidates(List<String> words) {
        jdbc.queryForObject("select set_config('pg_trgm.word_similarity_threshold', ?, true)", String.class, THRESHOLD);
        String alike = words.stream().map(word -> "? <% search_name").collect(Collectors.joining(" and "));
        String likeness =
                words.stream().map(word -> "word_similarity(?, search_name)").collect(Collectors.joining(" + "));
        List<Object> arguments = new ArrayList<>();
        Stream.of(words, words, words, words).forEach(arguments::addAll);
        return jdbc.query(
                """
                (select id, search_name from client where merged_into is null and %1$s
                 order by %2$s desc, id limit %3$d)
                union all
                (select client_id, search_name from contact where not removed and %1$s
                 order by %2$s desc, id limit %3$d)"""
                        .formatted(alike, likeness, MOST),
                (row, i) -> new Candidate(row.getLong(1), row.getString(2)),
                arguments.toArray());
    }
}
