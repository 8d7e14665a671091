package io.polisflow.crm.client;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a person types to find a client: words of its name or of a contact's in any case and order, the beginning of its INN,
 * of a contact's e-mail address or of a telephone number in any spelling.
 *
 * @param typed stripped; empty finds everybody
 * @param words of the name, comparable, at most {@value #MOST_WORDS}
 */
public record SearchText(String typed, List<String> words) {

    private static final int MOST_WORDS = 6;
    private static final int LONGEST = 200;
    /** What an index of trigrams can look up. */
    static final int SHORTEST_PART = 3;

    private static final int SHORTEST_INN_PART = 2;
    private static final int SHORTEST_PHONE_PART = 5;
    /** Digits of a Russian number without the country's code. */
    private static final int WITHOUT_CODE = 10;

    /** @param text may be null */
    public static SearchText of(String text) {
        // PostgreSQL takes no NUL in a text, and nobody types the other control characters.
        String typed = text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ").strip();
        String whole = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        List<String> words = Arrays.stream(CompanyName.comparable(whole).split(" "))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
        return new SearchText(whole, words);
    }

    public boolean isEmpty() {
        return typed.isEmpty();
    }

    /** Whether it is made of a name's words, where a letter may be wrong, and not of figures or an address. */
    boolean isName() {
        return !words.isEmpty() && !isEmail() && !isNumber();
    }

    /** @return the words that nothing but a name can hold: figures may be a part of an INN */
    List<String> namesOnly() {
        return IntStream.range(0, words.size())
                .filter(this::isLookedUp)
                .mapToObj(words::get)
                .filter(word -> !word.chars().allMatch(Character::isDigit))
                .toList();
    }

    private boolean isEmail() {
        return typed.indexOf('@') > 0 && typed.indexOf(' ') < 0;
    }

    boolean isNumber() {
        return digits().length() >= SHORTEST_INN_PART && typed.matches("[+0-9 ()\\-.\u2011\u2013\u00a0]+");
    }

    private String digits() {
        return typed.replaceAll("[^0-9]", "");
    }

    /**
     * @param client alias of the client in an HQL query
     * @return a condition whose parameters {@link #bind} sets; each place is looked up in its own index
     */
    public String condition(String client) {
        return condition(client, Set.of());
    }

    /**
     * @param common places of words that so many clients and contacts have that reading the clients in their order comes to
     *     some of them sooner than looking all of them up does; a number is one word
     */
    String condition(String client, Set<Integer> common) {
        if (isEmail()) {
            return client + ".id in (select p.clientId from Contact p where p.email like :email escape '!'"
                    + " and p.removed = false)";
        }
        if (isNumber() && !common.isEmpty()) {
            return "(%1$s.inn like :inn escape '!' or %1$s.searchName like :name escape '!'".formatted(client)
                    + IntStream.range(0, phones().size())
                            .mapToObj(i -> " or " + hasContact(client, "p.phone like :phone" + i))
                            .collect(Collectors.joining())
                    + ")";
        }
        if (isNumber()) {
            return client + ".id in (select x.id from Client x where x.inn like :inn escape '!'"
                    + " union all select y.id from Client y where y.searchName like :name escape '!'"
                    + IntStream.range(0, phones().size())
                            .mapToObj(i -> " union all select p.clientId from Contact p where p.phone like :phone" + i
                                    + " escape '!' and p.removed = false")
                            .collect(Collectors.joining())
                    + ")";
        }
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            conditions.add(common.contains(i) ? commonWord(client, i) : word(client, i));
        }
        // Only punctuation was typed: no name holds it.
        return conditions.isEmpty() ? "1 = 0" : "(" + String.join(" and ", conditions) + ")";
    }

    private String word(String client, int i) {
        if (words.get(i).length() < SHORTEST_PART) {
            return "(%1$s.searchName like :word%2$d escape '!' or %1$s.searchName like :later%2$d escape '!')"
                    .formatted(client, i);
        }
        String inn = isInnPart(words.get(i))
                ? " union all select y.id from Client y where y.inn like :inn" + i + " escape '!'"
                : "";
        return ("%1$s.id in (select x.id from Client x where x.searchName like :word%2$d escape '!'"
                        + " union all select p.clientId from Contact p where p.searchName like :word%2$d escape '!'"
                        + " and p.removed = false%3$s)")
                .formatted(client, i, inn);
    }

    /** Counted and not asked for existence, which PostgreSQL would answer for every client at once. */
    private static String hasContact(String client, String condition) {
        return "(select count(p.id) from Contact p where p.clientId = %s.id and %s escape '!' and p.removed = false) > 0"
                .formatted(client, condition);
    }

    private String commonWord(String client, int i) {
        String inn = isInnPart(words.get(i)) ? " or %1$s.inn like :inn%2$d escape '!'" : "";
        return ("(%1$s.searchName like :word%2$d escape '!'" + inn).formatted(client, i) + " or "
                + hasContact(client, "p.searchName like :word" + i) + ")";
    }

    /** @return the beginning of an INN that a number may be, as a LIKE pattern with escape character {@code !} */
    String innPattern() {
        return digits() + "%";
    }

    /** @return the beginnings of telephone numbers that a number may be, as LIKE patterns with escape character {@code !} */
    List<String> phonePatterns() {
        return phones().stream().map(phone -> phone + "%").toList();
    }

    /** @return whether a word is looked up where it stands anywhere, so that it may be too common for that */
    boolean isLookedUp(int word) {
        return isName() && words.get(word).length() >= SHORTEST_PART;
    }

    /** Whether an index can look up people by it: words too short to be one find nobody. */
    boolean findsPeople() {
        return isEmail()
                || isNumber() && !phones().isEmpty()
                || isName() && IntStream.range(0, words.size()).anyMatch(this::isLookedUp);
    }

    /**
     * @param person alias of a contact in an HQL query
     * @return a condition whose parameters {@link #bindPerson} sets
     */
    String personCondition(String person) {
        if (isEmail()) {
            return person + ".email like :email escape '!'";
        }
        List<String> conditions = new ArrayList<>();
        if (isNumber()) {
            for (int i = 0; i < phones().size(); i++) {
                conditions.add(person + ".phone like :phone" + i + " escape '!'");
            }
            return "(" + String.join(" or ", conditions) + ")";
        }
        for (int i = 0; i < words.size(); i++) {
            conditions.add(person + ".searchName like :word" + i + " escape '!'");
        }
        return "(" + String.join(" and ", conditions) + ")";
    }

    void bindPerson(Query query) {
        if (isEmail()) {
            query.setParameter("email", beginning(typed.toLowerCase(Locale.ROOT)));
        } else if (isNumber()) {
            bindPhones(query);
        } else {
            for (int i = 0; i < words.size(); i++) {
                query.setParameter("word" + i, containing(words.get(i)));
            }
        }
    }

    private void bindPhones(Query query) {
        List<String> patterns = phonePatterns();
        for (int i = 0; i < patterns.size(); i++) {
            query.setParameter("phone" + i, patterns.get(i));
        }
    }

    private static boolean isInnPart(String word) {
        return word.matches("[0-9]{4,12}");
    }

    /** @return how the number may begin in E.164, as far as it is typed; empty when it is none */
    private List<String> phones() {
        String digits = digits();
        if (digits.length() < SHORTEST_PHONE_PART) {
            return List.of();
        }
        if (typed.startsWith("+")) {
            return List.of("+" + digits);
        }
        // Inside the country a number begins with 8, many leave that out, and a city's code may begin with 8 as well.
        boolean prefixed = digits.charAt(0) == '8' || digits.charAt(0) == '7';
        List<String> phones = new ArrayList<>();
        if (prefixed) {
            phones.add("+7" + digits.substring(1));
        }
        if (!prefixed || digits.length() <= WITHOUT_CODE) {
            phones.add("+7" + digits);
        }
        return phones;
    }

    public void bind(Query query) {
        if (isEmail()) {
            query.setParameter("email", beginning(typed.toLowerCase(Locale.ROOT)));
            return;
        }
        if (isNumber()) {
            query.setParameter("inn", innPattern());
            query.setParameter("name", containing(String.join(" ", words)));
            bindPhones(query);
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.length() < SHORTEST_PART) {
                query.setParameter("word" + i, beginning(word));
                query.setParameter("later" + i, "% " + literal(word) + "%");
            } else {
                query.setParameter("word" + i, containing(word));
                if (isInnPart(word)) {
                    query.setParameter("inn" + i, word + "%");
                }
            }
        }
    }

    /** @return a LIKE pattern, escape character {@code !}, in upper case */
    public static String containing(String part) {
        return "%" + literal(part.toUpperCase(Locale.ROOT)) + "%";
    }

    /** @return a LIKE pattern, escape character {@code !} */
    static String beginning(String part) {
        return literal(part) + "%";
    }

    private static String literal(String part) {
        return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
