package io.polisflow.crm.knowledge;

import java.util.Map;
import java.util.Set;

/** Finds articles by words in any of their forms, as well as the database can. */
interface ArticleSearch {

    /**
     * @param words as {@link RussianWords#words} gives them
     * @return article → how well it matches, more than 0; offered articles only, any of the words is enough
     */
    Map<Long, Double> find(Set<String> words);
}
