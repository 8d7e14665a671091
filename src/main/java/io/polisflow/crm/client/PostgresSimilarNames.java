package io.polisflow.crm.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Seeks a misspelt word among the words of all names, by its halves or by PostgreSQL's trigrams, then the names with the
 * words that may be meant: the words are few beside the names and grow ever more slowly.
 */
class PostgresSimilarNames implements SimilarNames {

    /**
     * For the transaction. The least likeness was chosen for two neighbours swapped in six letters, which leave two trigrams of
     * seven in a row; only longer words, with two typos, are sought by it. A plan that is made for whatever may be sought reads
     * all words and names, since it cannot know how few begin or look like this.
     */
    private static final String SETTINGS = "select set_config('pg_trgm.word_similarity_threshold', '0.28', true),"
            + " set_config('plan_cache_mode', 'force_custom_plan', true)";

    private static final int MOST = 400;
    /** So many words that hold what was typed can be looked up one by one. */
    private static final int FEW = 100;
    /** Words of every eighth length have an index of their own. */
    private static final int INDEXES = 8;

    private static final String OF_LENGTH =
            "select %d as typed, word from name_word where length(word) in (%d, %d, %d)";
    private static final String IS = "select %d as typed, word from name_word where word = ?";
    private static final String LOOKS_LIKE =
            "select %1$d as typed, word from name_word where length(word) %% %3$d = %4$d and length(word) = %2$d and word %%> ?";
    private static final String CONTAINS =
            "(select %d as typed, word from name_word where word like ? escape '!' limit %d)";
    private static final String HAS_WORD = "string_to_array(search_name, ' ') && string_to_array(?, ' ')";
    private static final String HOLDS = "(search_name like ? escape '!' or " + HAS_WORD + ")";

    private final JdbcTemplate jdbc;
    private final JdbcTemplate most;

    PostgresSimilarNames(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        // A limit in the statement would have rare names looked for from the table's beginning.
        most = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
        most.setMaxRows(MOST);
    }

    /**
     * What a typed word may stand for.
     *
     * @param known word of a name → with how many typos it is the one that was typed, none where it holds that
     * @param whole whether these are all the words that hold what was typed
     */
    private record Meaning(String typed, Map<String, Integer> known, boolean whole) {

        /** @return words to look up, with blanks between them */
        String within() {
            int fewest = whole ? 0 : 1;
            return known.entrySet().stream()
                    .filter(word -> word.getValue() >= fewest)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(" "));
        }

        boolean isNobody() {
            return whole && known.isEmpty();
        }

        String condition() {
            return whole ? HAS_WORD : HOLDS;
        }

        Stream<Object> arguments() {
            return whole ? Stream.of(within()) : Stream.of(SearchText.containing(typed), within());
        }
    }

    /** Questions for words, each with one value, which are asked together. */
    private static final class Questions {

        private final List<String> parts = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        void add(String part, String value) {
            parts.add(part);
            values.add(value);
        }

        /** One typo leaves the beginning or the end of a word as it is, unless it swaps the two letters where these meet. */
        void withOneTypo(int place, String word) {
            int half = word.length() / 2;
            String beginning = word.substring(0, half);
            String end = word.substring(half);
            String ofLength = OF_LENGTH.formatted(place, word.length() - 1, word.length(), word.length() + 1);
            add(ofLength + " and word like ? escape '!'", SearchText.beginning(beginning));
            add(ofLength + " and reverse(word) like ? escape '!'", SearchText.beginning(reversed(end)));
            add(
                    IS.formatted(place),
                    beginning.substring(0, half - 1) + end.charAt(0) + beginning.charAt(half - 1) + end.substring(1));
        }

        void withTypos(int place, String word, int typos) {
            for (int length = word.length() - typos; length <= word.length() + typos; length++) {
                add(LOOKS_LIKE.formatted(place, length, INDEXES, length % INDEXES), word);
            }
        }

        private static String reversed(String part) {
            return new StringBuilder(part).reverse().toString();
        }
    }

    @Override
    public List<Candidate> candidates(List<String> words, int mostTypos) {
        jdbc.execute(SETTINGS);
        List<Meaning> meanings = meanings(words, mostTypos);
        return meanings.stream().anyMatch(Meaning::isNobody) ? List.of() : named(meanings);
    }

    @Override
    public boolean nobodyIsCalled(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        jdbc.execute(SETTINGS);
        String everyone = words.stream()
                .map(word -> "exists (select 1 from name_word where word like ? escape '!')")
                .collect(Collectors.joining(" and "));
        return !Boolean.TRUE.equals(jdbc.queryForObject(
                "select " + everyone,
                Boolean.class,
                words.stream().map(SearchText::containing).toArray()));
    }

    /** As the table of words keeps them. */
    private static boolean isKept(String word) {
        return word.length() >= SearchText.SHORTEST_PART && !word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private List<Meaning> meanings(List<String> words, int mostTypos) {
        Questions questions = new Questions();
        List<Map<String, Integer>> known = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            known.add(new HashMap<>());
            int typos = Misspelling.allowed(word, mostTypos);
            if (typos == 1) {
                questions.withOneTypo(i, word);
            } else if (typos > 1) {
                questions.withTypos(i, word, typos);
            }
            if (isKept(word)) {
                questions.add(CONTAINS.formatted(i, FEW + 1), SearchText.containing(word));
            }
        }
        // Row by row: a word may stand there twice.
        int[] holders = new int[words.size()];
        if (!questions.parts.isEmpty()) {
            jdbc.query(
                    String.join(" union all ", questions.parts),
                    row -> {
                        int typed = row.getInt(1);
                        String word = row.getString(2);
                        Misspelling.meant(words.get(typed), word, mostTypos).ifPresent(typos -> {
                            known.get(typed).put(word, typos);
                            holders[typed] += typos == 0 ? 1 : 0;
                        });
                    },
                    questions.values.toArray());
        }
        return IntStream.range(0, words.size())
                .mapToObj(i -> new Meaning(words.get(i), known.get(i), isKept(words.get(i)) && holders[i] <= FEW))
                .toList();
    }

    private List<Candidate> named(List<Meaning> meanings) {
        String each = meanings.stream().map(Meaning::condition).collect(Collectors.joining(" and "));
        List<Object> arguments = meanings.stream().flatMap(Meaning::arguments).toList();
        return most.query(
                """
                select id, search_name from client where merged_into is null and %1$s
                union all
                select client_id, search_name from contact where not removed and %1$s"""
                        .formatted(each),
                (row, i) -> new Candidate(row.getLong(1), row.getString(2)),
                Stream.concat(arguments.stream(), arguments.stream()).toArray());
    }
}
