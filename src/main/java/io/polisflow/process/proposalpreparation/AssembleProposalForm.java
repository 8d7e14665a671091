package io.polisflow.process.proposalpreparation;

import io.polisflow.crm.negotiation.Rework;
import io.polisflow.crm.negotiation.Reworks;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.policy.Renewals;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalChanges;
import io.polisflow.crm.proposal.ProposalLine;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.crm.request.RequestFacts.Fact;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormData;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows what the client asked for and fills the form with it, or with the version that is being reworked. */
@Component
class AssembleProposalForm implements TaskListener {

    private static final int USUAL_TERM_MONTHS = 12;

    private final Requests requests;
    private final Proposals proposals;
    private final Reworks reworks;
    private final Catalogue catalogue;
    private final Renewals renewals;
    private final Clock clock;

    AssembleProposalForm(
            Requests requests,
            Proposals proposals,
            Reworks reworks,
            Catalogue catalogue,
            Renewals renewals,
            Clock clock) {
        this.reworks = reworks;
        this.renewals = renewals;
        this.requests = requests;
        this.proposals = proposals;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        FormData form = FormData.of(task)
                .put(
                        "productOptions",
                        catalogue.offered().stream()
                                .map(product -> new Option(product.name(), product.code()))
                                .toList());
        Optional<InsuranceRequest> request =
                Optional.ofNullable(ProposalPreparation.REQUEST_ID.get(task)).map(requests::get);
        form.put(
                "requestFacts",
                request.map(asked -> RequestFacts.of(asked, requests.productName(asked)))
                        .orElse(List.of()));
        Optional<Proposal> current =
                Optional.ofNullable(ProposalPreparation.PROPOSAL_ID.get(task)).map(proposals::get);
        form.put("changeFacts", current.map(ProposalChanges::of).orElse(List.of()))
                .put(
                        "renewalFacts",
                        current.map(Proposal::deal)
                                .flatMap(renewals::of)
                                .map(AssembleProposalForm::renewalFacts)
                                .orElse(List.of()));
        if (current.isPresent()) {
            prefill(form, current.get());
        } else {
            prefill(form, request.orElse(null));
        }
    }

    /** @param request null when the deal came without one */
    private void prefill(FormData form, InsuranceRequest request) {
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        form.put("reworkNote", "Выберите продукты и суммы; параметры риска — на следующем шаге.")
                .putDate("startsOn", request == null || request.startsOn() == null ? tomorrow : request.startsOn())
                .put("termMonths", USUAL_TERM_MONTHS)
                .put("specialConditions", null)
                .put(
                        "lines",
                        List.of(
                                request == null
                                        ? Line.EMPTY
                                        : new Line(
                                                request.productCode(),
                                                request.object(),
                                                request.sumInsured() == null
                                                        ? null
                                                        : request.sumInsured().toPlainString(),
                                                null,
                                                null)));
    }

    private void prefill(FormData form, Proposal proposal) {
        form.put("reworkNote", reworkNote(proposal))
                .putDate("startsOn", proposal.startsOn())
                .put("termMonths", proposal.termMonths())
                .put("specialConditions", proposal.specialConditions())
                .put("lines", proposal.lines().stream().map(Line::of).toList());
    }

    /** What the talk about the renewal brought. */
    private static List<Fact> renewalFacts(Renewal renewal) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Продлеваемый полис",
                renewal.policy().number() + ", действует по "
                        + ProposalReadout.day(renewal.policy().endsOn())));
        renewal.riskChanges().forEach((aspect, told) -> facts.add(new Fact(aspect.label() + ": изменилось", told)));
        if (renewal.claimsNote() != null) {
            facts.add(new Fact("Убытки и выплаты", renewal.claimsNote()));
        }
        return facts;
    }

    private String reworkNote(Proposal proposal) {
        if (proposal.version() == 1 && proposal.copiedFrom() != null) {
            return "Собрано по образцу КП " + proposal.copiedFrom().reference()
                    + ". Проверьте изменения и рассчитайте заново.";
        }
        return proposals
                .returnedBefore(proposal)
                .map(step -> "Версия " + proposal.version() + ". Возвращено, "
                        + step.role().label().toLowerCase(java.util.Locale.ROOT) + ": " + step.comment())
                .or(() -> reworks.behind(proposal.id()).map(rework -> reworkNote(proposal, rework)))
                .orElse("Версия " + proposal.version() + ". Измените условия и рассчитайте снова.");
    }

    private static String reworkNote(Proposal proposal, Rework rework) {
        return "Версия " + proposal.version() + ". После переговоров просили изменить: " + rework.request()
                + (rework.answer() == null ? "" : ". Ответ: " + rework.answer());
    }

    record Option(String label, String value) {}

    /** Amounts go as text, so that the form shows them digit for digit. */
    record Line(String product, String object, String sumInsured, String deductible, java.math.BigDecimal discount) {

        static final Line EMPTY = new Line(null, null, null, null, null);

        static Line of(ProposalLine line) {
            return new Line(
                    line.product().code(),
                    line.object(),
                    line.sumInsured().toPlainString(),
                    line.deductible().toPlainString(),
                    line.discountPercent());
        }
    }
}
