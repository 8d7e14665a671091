package io.polisflow.crm.client;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads every name: enough for the few thousand of a database without trigrams. */
class PlainSimilarNames implements SimilarNames {

    private final JdbcTemplate jdbc;

    PlainSimilarNames(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Candidate> candidates(List<String> words, int mostTypos) {
        return jdbc.query(
                """
                select id, search_name from client where merged_into is null
                union all select client_id, search_name from contact where not removed and search_name <> ''""",
                (row, i) -> new Candidate(row.getLong(1), row.getString(2)));
    }

    @Override
    public boolean nobodyIsCalled(List<String> words) {
        return false;
    }
}
