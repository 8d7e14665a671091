package io.polisflow.crm.client;

import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a person types to find a client: words of its name in any case and order, or a part of its INN.
 *
 * @param typed stripped; empty finds everybody
 * @param words of the name, comparable, at most {@value #MOST_WORDS}
 */
public record SearchText(String typed, List<String> words) {

    private static final int MOST_WORDS = 6;
    private static final int LONGEST = 200;

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

    /**
     * @param client alias of the client in a JPQL query
     * @return a condition whose parameters {@link #bind} sets
     */
    public String condition(String client) {
        StringBuilder condition = new StringBuilder("(").append(client).append(".inn like :inn escape '!'");
        if (!words.isEmpty()) {
            condition.append(" or (");
            for (int i = 0; i < words.size(); i++) {
                condition
                        .append(i == 0 ? "" : " and ")
                        .append(client)
                        .append(".searchName like :word")
                        .append(i)
                        .append(" escape '!'");
            }
            condition.append(")");
        }
        return condition.append(")").toString();
    }

    public void bind(Query query) {
        query.setParameter("inn", containing(typed.replace(" ", "")));
        for (int i = 0; i < words.size(); i++) {
            query.setParameter("word" + i, containing(words.get(i)));
        }
    }

    /** @return a LIKE pattern, escape character {@code !}, in upper case */
    public static String containing(String part) {
        String literal = part.toUpperCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + literal + "%";
    }
}
