package io.polisflow.crm.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Seeks a misspelt word among the words of all names, by PostgreSQL's trigrams, then the names with the words that may be meant:
 * the words are few beside the names and grow ever more slowly.
 */
class PostgresSimilarNames implements SimilarNames {

    /** Two neighbours swapped in six letters leave two trigrams of seven in a row. */
    private static final String THRESHOLD = "0.28";

    private static final int MOST = 200;
    private static final int ENOUGH = 50;

    private static final String HOLDS =
            "(search_name like ? escape '!' or string_to_array(search_name, ' ') && string_to_array(?, ' '))";

    private final JdbcTemplate jdbc;

    PostgresSimilarNames(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Candidate> candidates(List<String> words) {
        jdbc.queryForObject("select set_config('pg_trgm.word_similarity_threshold', ?, true)", String.class, THRESHOLD);
        List<Map<String, Integer>> meant = words.stream().map(this::meant).toList();
        // The nearest must not be lost among the many that are farther off.
        List<Candidate> near = named(words, meant, 1);
        boolean farther = meant.stream().flatMap(each -> each.values().stream()).anyMatch(typos -> typos > 1);
        return near.size() >= ENOUGH || !farther
                ? near
                : Stream.concat(near.stream(), named(words, meant, Integer.MAX_VALUE).stream())
                        .toList();
    }

    @Override
    public boolean nobodyIsCalled(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        String everyone = words.stream()
                .map(word -> "exists (select 1 from name_word where word like ? escape '!')")
                .collect(Collectors.joining(" and "));
        return !Boolean.TRUE.equals(jdbc.queryForObject(
                "select " + everyone,
                Boolean.class,
                words.stream().map(SearchText::containing).toArray()));
    }

    /** @return word of a name → with how many typos it is the one that was typed; those that it is a part of left out */
    private Map<String, Integer> meant(String word) {
        Map<String, Integer> meant = new HashMap<>();
        if (Misspelling.mayBeMisspelt(word)) {
            jdbc.queryForList("select distinct word from name_word where ? <% word", String.class, word)
                    .forEach(known -> Misspelling.meant(word, known).stream()
                            .filter(typos -> typos > 0)
                            .forEach(typos -> meant.put(known, typos)));
        }
        return meant;
    }

    private List<Candidate> named(List<String> words, List<Map<String, Integer>> meant, int mostTypos) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            arguments.add(SearchText.containing(words.get(i)));
            arguments.add(meant.get(i).entrySet().stream()
                    .filter(word -> word.getValue() <= mostTypos)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(" ")));
        }
        String each = words.stream().map(word -> HOLDS).collect(Collectors.joining(" and "));
        return jdbc.query(
                """
                (select id, search_name from client where merged_into is null and %1$s limit %2$d)
                union all
                (select client_id, search_name from contact where not removed and %1$s limit %2$d)"""
                        .formatted(each, MOST),
                (row, i) -> new Candidate(row.getLong(1), row.getString(2)),
                Stream.concat(arguments.stream(), arguments.stream()).toArray());
    }
}
