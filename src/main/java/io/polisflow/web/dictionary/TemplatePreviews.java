package io.polisflow.web.dictionary;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.contract.ContractDocuments;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.correspondence.LetterFacts;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.letter.LetterTemplates;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalDispatch;
import io.polisflow.crm.proposal.ProposalDocuments;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.Templates;
import io.polisflow.crm.template.Wording;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows what a wording would make of a deal, or of a made-up one, before it is kept; nothing is sent and nothing stored. */
@Service
@Transactional(readOnly = true)
public class TemplatePreviews {

    private final LetterTemplates letters;
    private final ProposalDocuments proposalDocuments;
    private final ContractDocuments contractDocuments;
    private final Deals deals;
    private final Proposals proposals;
    private final ProposalDispatch dispatch;
    private final Contracts contracts;
    private final LetterFacts letterFacts;
    private final Clock clock;

    TemplatePreviews(
            LetterTemplates letters,
            ProposalDocuments proposalDocuments,
            ContractDocuments contractDocuments,
            Deals deals,
            Proposals proposals,
            ProposalDispatch dispatch,
            Contracts contracts,
            LetterFacts letterFacts,
            Clock clock) {
        this.letters = letters;
        this.proposalDocuments = proposalDocuments;
        this.contractDocuments = contractDocuments;
        this.deals = deals;
        this.proposals = proposals;
        this.dispatch = dispatch;
        this.contracts = contracts;
        this.letterFacts = letterFacts;
        this.clock = clock;
    }

    /**
     * @param template a letter
     * @param dealNumber null or blank for the made-up deal
     * @throws RefusedException when the wording has a slip or the deal has not come so far
     */
    public RenderedLetter letter(Template template, Wording typed, String dealNumber) {
        Wording wording = Templates.checked(template, typed);
        return letters.render(template.code(), wording, facts(template, dealNumber));
    }

    /**
     * @param template a document
     * @param dealNumber null or blank for the made-up deal
     * @return the PDF
     * @throws RefusedException as {@link #letter}
     */
    public byte[] document(Template template, Wording typed, String dealNumber) {
        Wording wording = Templates.checked(template, typed);
        boolean madeUp = isBlank(dealNumber);
        if (template == Template.PROPOSAL_DOCUMENT) {
            return proposalDocuments.render(
                    madeUp ? Samples.proposal(today()) : dispatch.sheetOf(newestProposal(deal(dealNumber))), wording);
        }
        return contractDocuments.render(
                madeUp
                        ? Samples.contract(today())
                        : contracts.of(deal(dealNumber)).stream()
                                .findFirst()
                                .map(contracts::sheetOf)
                                .orElseThrow(not("ещё нет договора")),
                wording);
    }

    private Map<String, Object> facts(Template template, String dealNumber) {
        if (isBlank(dealNumber)) {
            return Samples.letter(today());
        }
        Deal deal = deal(dealNumber);
        return letterFacts
                .of(template, deal)
                .orElseThrow(not(
                        switch (template) {
                            case PROPOSAL_LETTER -> "ещё нет КП";
                            case POLICY_LETTER -> "ещё нет полисов";
                            case DEADLINE_LETTER -> "нет такого письма";
                            default -> "нет заявки";
                        }));
    }

    private Proposal newestProposal(Deal deal) {
        return proposals.of(deal).stream().findFirst().orElseThrow(not("ещё нет КП"));
    }

    private Deal deal(String number) {
        return deals.find(number.strip().toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new RefusedException("deal", "Такой сделки нет"));
    }

    private static Supplier<RefusedException> not(String what) {
        return () -> new RefusedException("deal", "У этой сделки " + what + ": выберите другую");
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
