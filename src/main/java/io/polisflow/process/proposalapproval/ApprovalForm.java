package io.polisflow.process.proposalapproval;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.Approvals;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.crm.request.RequestFacts.Fact;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormData;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Opens an approver's step and puts before them the client, the request, the calculation and what colleagues decided. */
@Component
class ApprovalForm implements TaskListener {

    private final Proposals proposals;
    private final Approvals approvals;
    private final Requests requests;
    private final Staff staff;
    private final Clock clock;

    ApprovalForm(Proposals proposals, Approvals approvals, Requests requests, Staff staff, Clock clock) {
        this.proposals = proposals;
        this.approvals = approvals;
        this.requests = requests;
        this.staff = staff;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        Proposal proposal = proposals.get(ProposalApproval.PROPOSAL_ID.get(task));
        // The deadline stands already: it is set by the engine's own listener, which runs before the model's.
        approvals.open(
                proposal.id(),
                ApprovalRole.of(ProposalApproval.NEXT_APPROVER.get(task)),
                task.getDueDate() == null ? null : task.getDueDate().toInstant());
        List<Fact> facts = new ArrayList<>(RequestFacts.of(proposal.deal().client()));
        requests.of(proposal.deal())
                .forEach(request -> facts.addAll(RequestFacts.of(request, requests.productName(request))));
        FormData.of(task)
                .put("proposalReference", proposal.reference())
                .put("premium", Rubles.format(proposal.totalPremium()))
                .put("discount", ProposalReadout.percent(proposal.maxDiscountPercent()))
                .put("fullPremium", Rubles.format(ProposalReadout.premiumWithoutDiscounts(proposal)))
                .put("figures", ProposalReadout.figures(proposal))
                .put("warnings", warnings(proposal))
                .put("keyFacts", keyFacts(proposal))
                .put("conditions", proposal.specialConditions() == null ? "" : proposal.specialConditions())
                .put("facts", facts)
                .put("calculation_lines", ProposalReadout.lines(proposal))
                .put(
                        "decisions",
                        ProposalReadout.decisions(proposals.versionsOf(proposal.number()), staff, clock.getZone()));
    }

    private List<Fact> keyFacts(Proposal proposal) {
        Client client = proposal.deal().client();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Клиент", client.name() + (client.inn() == null ? "" : ", ИНН " + client.inn())));
        client.industry().ifPresent(industry -> facts.add(new Fact("Отрасль", industry.label())));
        facts.add(new Fact(
                "Страхование",
                "с " + ProposalReadout.day(proposal.startsOn()) + ", " + proposal.termMonths() + " мес."));
        facts.add(new Fact("КП собрал", staff.nameOf(proposal.author())));
        return facts;
    }

    /** What the underwriting system remarked, and doubts about the client. */
    private static List<String> warnings(Proposal proposal) {
        List<String> warnings = new ArrayList<>(ProposalReadout.remarks(proposal));
        Client client = proposal.deal().client();
        if (client.registryStatus() != null && client.registryStatus() != RegistryStatus.ACTIVE) {
            warnings.add("Клиент в реестре: " + client.registryStatus().label());
        }
        if (client.reliability() == Client.Reliability.IN_DOUBT
                || client.reliability() == Client.Reliability.NOT_TRUSTED) {
            warnings.add("Благонадёжность клиента: " + client.reliability().label());
        }
        return warnings;
    }
}
