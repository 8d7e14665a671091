package io.polisflow.web;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.negotiation.Objection;
import io.polisflow.crm.negotiation.Objections;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.Requests;
import io.polisflow.web.KnowledgeAnswers.Search;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the client of a deal still holds against the offer, each as a search for answers. */
@Service
@Transactional(readOnly = true)
class OpenObjections {

    private static final int MOST = 5;

    private final Objections objections;
    private final Proposals proposals;
    private final Requests requests;
    private final Dictionaries dictionaries;

    OpenObjections(Objections objections, Proposals proposals, Requests requests, Dictionaries dictionaries) {
        this.objections = objections;
        this.proposals = proposals;
        this.requests = requests;
        this.dictionaries = dictionaries;
    }

    /** @param words the client's own */
    record OpenObjection(String category, String words, Search search) {}

    /** @return those not won over, newest first */
    List<OpenObjection> of(Deal deal, String task) {
        String product = product(deal);
        return objections.of(deal).stream()
                .filter(objection -> !objection.wonOver())
                .limit(MOST)
                .map(objection -> open(objection, product, task))
                .toList();
    }

    private OpenObjection open(Objection objection, String product, String task) {
        return new OpenObjection(
                dictionaries.label(Dictionary.OBJECTION_CATEGORY, objection.category()),
                objection.words(),
                new Search(
                        objection.words(),
                        objection.category(),
                        product,
                        objection.deal().number(),
                        task));
    }

    /** @return what is being sold: as offered last, else as asked for; null when neither is known */
    private String product(Deal deal) {
        return proposals.of(deal).stream()
                .findFirst()
                .flatMap(proposal -> proposal.lines().stream().findFirst())
                .map(line -> line.product().code())
                .orElseGet(() -> requests.of(deal).stream()
                        .map(InsuranceRequest::productCode)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }
}
