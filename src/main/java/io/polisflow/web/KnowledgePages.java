package io.polisflow.web;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEntry;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.knowledge.Knowledge.Found;
import io.polisflow.crm.knowledge.Knowledge.Query;
import io.polisflow.crm.knowledge.KnowledgeArticle;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.proposal.Product;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the knowledge base for its pages and its API, names instead of codes. */
@Service
@Transactional(readOnly = true)
class KnowledgePages {

    private static final int MOST_ANSWERS = 30;

    private final Knowledge knowledge;
    private final Dictionaries dictionaries;
    private final Catalogue catalogue;
    private final Staff staff;
    private final DateTimeFormatter when;

    KnowledgePages(Knowledge knowledge, Dictionaries dictionaries, Catalogue catalogue, Staff staff, Clock clock) {
        this.knowledge = knowledge;
        this.dictionaries = dictionaries;
        this.catalogue = catalogue;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @return best first; blank parts are none */
    List<ArticleView> find(String query, String category, String product) {
        return knowledge.find(new Query(given(query), given(category), given(product)), MOST_ANSWERS).stream()
                .map(this::view)
                .toList();
    }

    Optional<ArticleView> article(long id) {
        return knowledge.get(id).map(this::view);
    }

    List<DictionaryEntry> categories() {
        return dictionaries.offered(Dictionary.OBJECTION_CATEGORY);
    }

    List<Product> products() {
        return catalogue.offered();
    }

    private ArticleView view(Found found) {
        KnowledgeArticle article = found.article();
        return new ArticleView(
                article.id(),
                article.title(),
                article.body(),
                article.tags(),
                article.category(),
                dictionaries.label(Dictionary.OBJECTION_CATEGORY, article.category()),
                article.productCode(),
                article.productCode() == null
                        ? null
                        : catalogue.get(article.productCode()).name(),
                article.active(),
                found.shown(),
                found.judged(),
                found.helped(),
                found.helpedPercent(),
                article.author() == null ? null : staff.nameOf(article.author()),
                when.format(article.updatedAt()),
                article.version());
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
