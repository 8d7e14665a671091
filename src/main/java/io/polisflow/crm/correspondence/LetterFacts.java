package io.polisflow.crm.correspondence;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.policy.PolicyLetters;
import io.polisflow.crm.proposal.ProposalDispatch;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.request.ConfirmationFacts;
import io.polisflow.crm.request.Requests;
import io.polisflow.crm.template.Template;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what each letter's template may name of a deal. */
@Service
@Transactional(readOnly = true)
public class LetterFacts {

    private final Requests requests;
    private final ConfirmationFacts confirmation;
    private final Proposals proposals;
    private final ProposalDispatch dispatch;
    private final PolicyLetters policyLetters;
    private final Staff staff;

    LetterFacts(
            Requests requests,
            ConfirmationFacts confirmation,
            Proposals proposals,
            ProposalDispatch dispatch,
            PolicyLetters policyLetters,
            Staff staff) {
        this.requests = requests;
        this.confirmation = confirmation;
        this.proposals = proposals;
        this.dispatch = dispatch;
        this.policyLetters = policyLetters;
        this.staff = staff;
    }

    /**
     * @param template a letter
     * @return empty while the deal has not come so far
     */
    public Optional<Map<String, Object>> of(Template template, Deal deal) {
        return switch (template) {
            case DEAL_LETTER -> Optional.of(ofDeal(deal));
            case REQUEST_CONFIRMATION -> requests.of(deal).stream().findFirst().map(confirmation::of);
            case PROPOSAL_LETTER -> proposals.of(deal).stream().findFirst().map(dispatch::letterFacts);
            case POLICY_LETTER -> policyLetters.letterFacts(deal);
            case DEADLINE_LETTER -> Optional.empty();
            case PROPOSAL_DOCUMENT, CONTRACT_DOCUMENT -> throw new IllegalArgumentException(template + " is no letter");
        };
    }

    private Map<String, Object> ofDeal(Deal deal) {
        Optional<Staff.Employee> manager = Optional.ofNullable(deal.owner()).flatMap(staff::find);
        Map<String, Object> model = new HashMap<>();
        model.put("contactName", deal.contact() == null ? null : deal.contact().name());
        model.put("companyName", deal.client().name());
        model.put("dealNumber", deal.number());
        model.put("managerName", manager.map(Staff.Employee::name).orElse(null));
        model.put("managerEmail", manager.map(Staff.Employee::email).orElse(null));
        return model;
    }
}
