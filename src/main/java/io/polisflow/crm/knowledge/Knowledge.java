package io.polisflow.crm.knowledge;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.knowledge.ArticleUse.Counts;
import io.polisflow.crm.proposal.Catalogue;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The knowledge base: finds the answers that fit and have helped, and learns which do. */
@Service
@Transactional
public class Knowledge {

    private static final double WEIGHT_OF_TEXT = 0.5;
    private static final double WEIGHT_OF_CATEGORY = 0.2;
    private static final double WEIGHT_OF_PRODUCT = 0.05;
    private static final double WEIGHT_OF_HELP = 0.25;
    private static final int LONGEST_QUERY = 1000;

    private final Articles articles;
    private final ArticleSearch search;
    private final ArticleUse use;
    private final Dictionaries dictionaries;
    private final Catalogue catalogue;
    private final EntityManager entities;
    private final Clock clock;

    Knowledge(
            Articles articles,
            ArticleSearch search,
            ArticleUse use,
            Dictionaries dictionaries,
            Catalogue catalogue,
            EntityManager entities,
            Clock clock) {
        this.articles = articles;
        this.search = search;
        this.use = use;
        this.dictionaries = dictionaries;
        this.catalogue = catalogue;
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * What somebody looks for; any part may be null.
     *
     * @param text words in any form
     * @param category code of the dictionary of objection categories
     */
    public record Query(String text, String category, String product) {}

    /** @param judged how many of those who saw it said whether it helped */
    public record Found(KnowledgeArticle article, long shown, long judged, long helped) {

        /** @return per cent of those who judged, or null while nobody has */
        public Integer helpedPercent() {
            return judged == 0 ? null : Math.round(100f * helped / judged);
        }
    }

    /** What an author writes; product and category may be null. @param tags divided by commas */
    public record Draft(String title, String body, String tags, String product, String category) {}

    /**
     * The words narrow, and everything ranks: how well they match, the category, the product, the share of those it helped. Where
     * the words find nothing, the answers of the category are given.
     *
     * @return best first; without words and category all that is offered
     */
    @Transactional(readOnly = true)
    public List<Found> find(Query query, int limit) {
        Set<String> words = RussianWords.words(shortened(query.text()));
        Map<Long, Double> matches = words.isEmpty() ? Map.of() : search.find(words);
        List<KnowledgeArticle> found =
                matches.isEmpty() ? articles.findByActiveTrue() : articles.findAllById(matches.keySet());
        Predicate<KnowledgeArticle> narrowed = matches.isEmpty() ? fallback(query, words) : article -> true;
        double best =
                matches.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        Map<Long, Counts> counts = use.counts();
        return found.stream()
                .filter(narrowed)
                .filter(article ->
                        query.product() == null || article.productCode() == null || fits(article, query.product()))
                .map(article -> {
                    Counts count = counts.getOrDefault(article.id(), Counts.NONE);
                    double text = matches.getOrDefault(article.id(), 0.0) / best;
                    return new Ranked(article, count, score(article, query, text, count));
                })
                .sorted(Comparator.comparingDouble(Ranked::score).reversed().thenComparing(r -> r.article.id()))
                .limit(limit)
                .map(Ranked::found)
                .toList();
    }

    /**
     * @param product what is being sold, or null
     * @return category → its best answers, best first; categories without an answer are left out
     */
    @Transactional(readOnly = true)
    public Map<String, List<Found>> bestByCategory(String product, int perCategory) {
        return find(new Query(null, null, product), Integer.MAX_VALUE).stream()
                .filter(found -> found.article().category() != null)
                .collect(Collectors.groupingBy(
                        found -> found.article().category(),
                        Collectors.collectingAndThen(
                                Collectors.toList(), all -> all.subList(0, Math.min(perCategory, all.size())))));
    }

    private static Predicate<KnowledgeArticle> fallback(Query query, Set<String> words) {
        if (query.category() == null) {
            boolean wordless = words.isEmpty();
            return article -> wordless;
        }
        return article -> query.category().equals(article.category());
    }

    private static boolean fits(KnowledgeArticle article, String product) {
        return article.productCode().equals(product);
    }

    private static double score(KnowledgeArticle article, Query query, double text, Counts count) {
        boolean category = query.category() != null && query.category().equals(article.category());
        boolean product = query.product() != null && query.product().equals(article.productCode());
        return WEIGHT_OF_TEXT * text
                + (category ? WEIGHT_OF_CATEGORY : 0)
                + (product ? WEIGHT_OF_PRODUCT : 0)
                + WEIGHT_OF_HELP * count.shareOfHelped();
    }

    private record Ranked(KnowledgeArticle article, Counts counts, double score) {

        Found found() {
            return new Found(article, counts.shown(), counts.judged(), counts.helped());
        }
    }

    @Transactional(readOnly = true)
    public Optional<KnowledgeArticle> article(long id) {
        return articles.findById(id);
    }

    /** @return the article with what is known of its use */
    @Transactional(readOnly = true)
    public Optional<Found> get(long id) {
        return articles.findById(id).map(article -> {
            Counts count = use.counts().getOrDefault(id, Counts.NONE);
            return new Found(article, count.shown(), count.judged(), count.helped());
        });
    }

    /** Counts that a person saw these answers. @param occasion a deal's number, or null */
    public void shown(List<Long> ids, String occasion, String user) {
        use.shown(ids, blankIfNull(occasion), user);
    }

    /**
     * Counts whether an answer helped; of one person on one occasion the last word counts, once.
     *
     * @param occasion a deal's number, or null
     * @throws java.util.NoSuchElementException when there is no such article
     */
    public void judge(long id, String occasion, String user, boolean helped) {
        articles.findById(id).orElseThrow();
        use.judge(id, blankIfNull(occasion), user, helped);
    }

    /** @throws RefusedException naming the field that is missing or too long */
    public KnowledgeArticle create(Draft draft, String author) {
        KnowledgeArticle article = KnowledgeArticle.empty();
        write(article, draft, author);
        return articles.saveAndFlush(article);
    }

    /**
     * @param version that the author saw
     * @throws RefusedException as {@link #create}, or when somebody else has changed it since
     */
    public void change(long id, int version, Draft draft, boolean offered, String author) {
        KnowledgeArticle article = articles.findById(id).orElseThrow();
        entities.refresh(article, jakarta.persistence.LockModeType.PESSIMISTIC_WRITE);
        if (article.version() != version) {
            throw new RefusedException(
                    null, "Статью тем временем изменил другой сотрудник: откройте её заново и внесите правку");
        }
        write(article, draft, author);
        article.offer(offered);
        entities.flush();
    }

    private void write(KnowledgeArticle article, Draft draft, String author) {
        String title = required(draft.title(), "title", "Укажите заголовок", 200);
        String body = required(draft.body(), "body", "Напишите текст ответа", 8000);
        String tags = optional(draft.tags(), "tags", 500);
        String category = optional(draft.category(), "category", 40);
        if (category != null && !Objects.equals(category, article.category())) {
            dictionaries.require(Dictionary.OBJECTION_CATEGORY, category, "category");
        }
        String product = optional(draft.product(), "product", 40);
        if (product != null && !Objects.equals(product, article.productCode())) {
            requireProduct(product);
        }
        article.write(title, body, tags == null ? "" : tags, product, category, author, clock.instant());
    }

    private void requireProduct(String code) {
        if (catalogue.offered().stream().noneMatch(product -> product.code().equals(code))) {
            throw new RefusedException("product", "Выберите продукт из каталога");
        }
    }

    private static String required(String text, String field, String message, int max) {
        String value = optional(text, field, max);
        if (value == null) {
            throw new RefusedException(field, message);
        }
        return value;
    }

    private static String optional(String text, String field, int max) {
        String value = text == null || text.isBlank() ? null : text.strip();
        if (value != null && value.length() > max) {
            throw new RefusedException(field, "Сократите текст до " + max + " знаков");
        }
        return value;
    }

    private static String blankIfNull(String occasion) {
        return occasion == null ? "" : occasion;
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST_QUERY ? text : text.substring(0, LONGEST_QUERY);
    }

    interface Articles extends JpaRepository<KnowledgeArticle, Long> {
        List<KnowledgeArticle> findByActiveTrue();
    }
}
