package io.polisflow.crm.knowledge;

import io.polisflow.crm.knowledge.Knowledge.Articles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads every offered article: enough for the few hundred of a database without a Russian full-text search. */
class PlainArticleSearch implements ArticleSearch {

    private static final double IN_HEADING = 1.0;
    private static final double IN_BODY = 0.3;

    private final Articles articles;

    PlainArticleSearch(Articles articles) {
        this.articles = articles;
    }

    @Override
    public Map<Long, Double> find(Set<String> words) {
        Map<Long, Double> found = new HashMap<>();
        for (KnowledgeArticle article : articles.findByActiveTrue()) {
            Set<String> heading = RussianWords.words(article.title() + " " + String.join(" ", article.tags()));
            Set<String> body = RussianWords.words(article.body());
            double rank = 0;
            for (String word : words) {
                Set<String> stems = RussianWords.stems(word);
                rank += holds(heading, stems) ? IN_HEADING : 0;
                rank += holds(body, stems) ? IN_BODY : 0;
            }
            if (rank > 0) {
                found.put(article.id(), rank);
            }
        }
        return found;
    }

    private static boolean holds(Set<String> text, Set<String> stems) {
        return text.stream().anyMatch(word -> RussianWords.isForm(word, stems));
    }
}
