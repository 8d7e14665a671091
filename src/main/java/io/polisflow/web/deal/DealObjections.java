package io.polisflow.web.deal;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.knowledge.KnowledgeArticle;
import io.polisflow.crm.negotiation.Objection;
import io.polisflow.crm.negotiation.Objections;
import io.polisflow.crm.proposal.Proposals;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the objections of a deal for its page, and the answers of the knowledge base that fit one. */
@Service
@Transactional
class DealObjections {

    private static final int ANSWERS = 3;

    private final Deals deals;
    private final Objections objections;
    private final Knowledge knowledge;
    private final Proposals proposals;
    private final Dictionaries dictionaries;
    private final Staff staff;
    private final DateTimeFormatter when;

    DealObjections(
            Deals deals,
            Objections objections,
            Knowledge knowledge,
            Proposals proposals,
            Dictionaries dictionaries,
            Staff staff,
            Clock clock) {
        this.deals = deals;
        this.objections = objections;
        this.knowledge = knowledge;
        this.proposals = proposals;
        this.dictionaries = dictionaries;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * An objection.
     *
     * @param contact who said it, or null
     * @param reply what was answered, or null
     * @param article title of the article that the answer came from, or null
     * @param version to be sent along with an answer
     */
    record Row(
            long id,
            String category,
            String categoryLabel,
            String contact,
            String words,
            String reply,
            boolean wonOver,
            Long articleId,
            String article,
            String at,
            String by,
            String answeredAt,
            String answeredBy,
            int version) {}

    /** An answer to try. @param helped e.g. «помог в 3 из 4 случаев», or null while nobody has said */
    record Suggestion(long articleId, String title, String body, String helped) {}

    /** @return newest first */
    @Transactional(readOnly = true)
    List<Row> of(String dealNumber) {
        return objections.of(deals.get(dealNumber)).stream().map(this::row).toList();
    }

    private Row row(Objection objection) {
        return new Row(
                objection.id(),
                objection.category(),
                dictionaries.label(Dictionary.OBJECTION_CATEGORY, objection.category()),
                objection.contact() == null ? null : objection.contact().name(),
                objection.words(),
                objection.reply(),
                objection.wonOver(),
                objection.articleId(),
                objection.articleId() == null
                        ? null
                        : knowledge
                                .article(objection.articleId())
                                .map(KnowledgeArticle::title)
                                .orElse(null),
                when.format(objection.recordedAt()),
                staff.nameOf(objection.recordedBy()),
                objection.answeredAt() == null ? null : when.format(objection.answeredAt()),
                objection.answeredBy() == null ? null : staff.nameOf(objection.answeredBy()),
                objection.version());
    }

    /**
     * The best answers for what is being sold; whoever sees them counts as having been shown them.
     *
     * @param category code, null for any
     * @param words of the client, may be null
     * @return best first; none without category and words
     */
    List<Suggestion> answers(String dealNumber, String category, String words, String reader) {
        String said = given(words);
        String chosen = given(category);
        if (said == null && chosen == null) {
            return List.of();
        }
        List<Knowledge.Found> found =
                knowledge.find(new Knowledge.Query(said, chosen, product(deals.get(dealNumber))), ANSWERS);
        knowledge.shown(found.stream().map(each -> each.article().id()).toList(), dealNumber, reader);
        return found.stream()
                .map(each -> new Suggestion(
                        each.article().id(),
                        each.article().title(),
                        each.article().body(),
                        each.judged() == 0 ? null : "помог в " + each.helped() + " из " + each.judged()))
                .toList();
    }

    private String product(Deal deal) {
        return proposals.of(deal).stream()
                .flatMap(proposal -> proposal.lines().stream())
                .findFirst()
                .map(line -> line.product().code())
                .orElse(null);
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text.replace("\0", "").strip();
    }
}
