package io.polisflow.bench;

import io.polisflow.seed.CrmSeed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is looked for in one database: other clients there than in the other, but clients like those. */
final class Samples {

    private static final int SHORTEST = 5;
    private static final String AT_RANDOM = " order by hashint8extended(id, 7) limit 400";

    private final List<Misspelt> misspelt;
    private final List<String> inns;
    private final List<Long> busyClients;
    private final List<String> managers;
    private final Map<String, Integer> openDeals = new HashMap<>();

    /** @param typed as a person types it, one letter wrong; {@code rest} the other words of the client's name, comparable */
    record Misspelt(long client, String typed, String wrong, List<String> rest) {}

    Samples(DataSource database, int count, long managers) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        Random random = new Random(5);
        misspelt = jdbc
                .query(
                        "select id, search_name from client" + AT_RANDOM,
                        (row, i) -> misspelt(row.getLong(1), row.getString(2), random))
                .stream()
                .filter(sought -> sought != null && nobodyIsCalled(sought.wrong(), jdbc))
                .limit(count)
                .toList();
        inns = jdbc.queryForList("select inn from client" + AT_RANDOM, String.class);
        busyClients = jdbc.queryForList(
                "select id from (select client_id as id from deal group by client_id having count(*) = 8) x"
                        + AT_RANDOM,
                Long.class);
        this.managers = IntStream.range(0, (int) Math.min(count, managers))
                .mapToObj(CrmSeed::manager)
                .toList();
        jdbc.query("select owner, count(*) from deal where stage not in ('WON', 'LOST') group by owner", row -> {
            openDeals.put(row.getString(1), row.getInt(2));
        });
    }

    private static Misspelt misspelt(long client, String name, Random random) {
        String[] words = name.split(" ");
        int place = IntStream.range(0, words.length)
                .filter(i -> words[i].length() >= SHORTEST && words[i].chars().allMatch(Character::isLetter))
                .findFirst()
                .orElse(-1);
        if (place < 0) {
            return null;
        }
        String right = words[place];
        int letter = 1 + random.nextInt(right.length() - 2);
        String wrong =
                switch (random.nextInt(3)) {
                    case 0 -> right.substring(0, letter) + right.substring(letter + 1);
                    case 1 -> right.substring(0, letter) + right.charAt(letter) + right.substring(letter);
                    default ->
                        right.substring(0, letter)
                                + (right.charAt(letter) == 'Ы' ? 'И' : 'Ы')
                                + right.substring(letter + 1);
                };
        List<String> rest = IntStream.range(0, words.length)
                .filter(i -> i != place)
                .mapToObj(i -> words[i])
                .toList();
        words[place] = wrong;
        return new Misspelt(client, String.join(" ", words).toLowerCase(Locale.ROOT), wrong, rest);
    }

    /** Else the page would show them and forgive nothing. Counted, since a table would be read as a whole for one that is not there. */
    private static boolean nobodyIsCalled(String word, JdbcTemplate jdbc) {
        return jdbc.queryForObject(
                "select count(*) = 0 from name_word where word like ?", Boolean.class, "%" + word + "%");
    }

    private static <T> T at(List<T> of, int round) {
        return of.get(round % of.size());
    }

    Misspelt misspelt(int round) {
        return at(misspelt, round);
    }

    /** @return two digits, then four, and so on up to ten */
    String innPrefix(int round) {
        return at(inns, round).substring(0, 2 + round % 5 * 2);
    }

    /** @return a client with eight deals */
    long busyClient(int round) {
        return at(busyClients, round);
    }

    /** @return how many open deals a manager has: five hundred, but where the seed is too small for so many */
    int openDeals(String manager) {
        return openDeals.get(manager);
    }

    /** @return a manager with five hundred open deals */
    String manager(int round) {
        return at(managers, round);
    }
}
