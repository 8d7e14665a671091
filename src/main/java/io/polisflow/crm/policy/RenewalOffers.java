package io.polisflow.crm.policy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.Renewal.Aspect;
import io.polisflow.crm.policy.Renewal.Suggestion;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalLine;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Proposals.CopiedLine;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the offer of the next term: what the client had, and what they lack. */
@Service
@Transactional
public class RenewalOffers {

    private static final BigDecimal MAX_SUM = new BigDecimal("1000000000000");
    private static final int TERM_MONTHS = 12;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,6}");

    private final Renewals renewals;
    private final Policies policies;
    private final Catalogue catalogue;
    private final Deals deals;
    private final Proposals proposals;
    private final Clock clock;

    RenewalOffers(
            Renewals renewals, Policies policies, Catalogue catalogue, Deals deals, Proposals proposals, Clock clock) {
        this.renewals = renewals;
        this.policies = policies;
        this.catalogue = catalogue;
        this.deals = deals;
        this.proposals = proposals;
        this.clock = clock;
    }

    /**
     * What a suggestion may depend on.
     *
     * @param productsHeld codes of the products that the client is insured by
     * @param okvedDivision first two digits of the main OKVED, or null
     * @param employees as the client told in the risk review, or null
     * @param sumInsured rubles, of the policy
     * @param changed what has changed in the client's business
     */
    public record ClientFacts(
            Set<String> productsHeld,
            Integer okvedDivision,
            Integer employees,
            BigDecimal sumInsured,
            Set<Aspect> changed) {}

    @Transactional(readOnly = true)
    public ClientFacts factsOf(long policyId) {
        Renewal renewal = renewals.ofPolicy(policyId);
        Policy policy = renewal.policy();
        String okved = policy.client().okved();
        return new ClientFacts(
                held(policy),
                okved != null && okved.matches("\\d\\d.*") ? Integer.valueOf(okved.substring(0, 2)) : null,
                number(renewal.riskChanges().get(Aspect.STAFF)),
                policy.sumInsured(),
                renewal.riskChanges().keySet());
    }

    private Set<String> held(Policy renewed) {
        LocalDate today = LocalDate.now(clock);
        Set<String> held = new LinkedHashSet<>(List.of(renewed.product().code()));
        policies.of(renewed.client()).stream()
                .filter(policy -> !policy.isCancelled() && !policy.endsOn().isBefore(today))
                .forEach(policy -> held.add(policy.product().code()));
        return held;
    }

    private static Integer number(String told) {
        Matcher digits = DIGITS.matcher(told == null ? "" : told.replaceAll("[\\s\\u00a0]", ""));
        return digits.find() ? Integer.valueOf(digits.group()) : null;
    }

    /** A row that the decision table gave. */
    public record Advice(String productCode, String reason) {}

    /**
     * Keeps what is worth suggesting: products that are offered today and that the client lacks, each once.
     *
     * @return whether there is anything to suggest
     */
    public boolean suggest(long policyId, List<Advice> advice) {
        Renewal renewal = renewals.ofPolicy(policyId);
        Set<String> held = held(renewal.policy());
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Advice row : advice) {
            if (row.productCode() != null
                    && !held.contains(row.productCode())
                    && catalogue.findOffered(row.productCode()).isPresent()) {
                reasons.merge(row.productCode(), row.reason(), (one, other) -> one + ". " + other);
            }
        }
        List<Suggestion> suggestions = new ArrayList<>();
        reasons.forEach((product, reason) -> suggestions.add(new Suggestion(product, reason)));
        renewal.suggest(suggestions);
        return !suggestions.isEmpty();
    }

    /**
     * The manager's choice on one suggestion.
     *
     * @param sumInsured rubles
     */
    public record Choice(boolean accepted, String object, BigDecimal sumInsured) {}

    /**
     * @param choices in the order of the suggestions
     * @throws RefusedException with every row's problem in one message
     */
    public void choose(long policyId, List<Choice> choices) {
        List<Suggestion> suggestions = renewals.ofPolicy(policyId).suggestions();
        if (choices.size() != suggestions.size()) {
            throw new RefusedException("suggestions", "Список продуктов изменился: откройте задачу заново");
        }
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            if (!choice.accepted()) {
                suggestions.get(i).decline();
                continue;
            }
            String row = "«" + catalogue.get(suggestions.get(i).productCode()).name() + "»: ";
            if (choice.object() == null
                    || choice.object().isBlank()
                    || choice.object().length() > 2000) {
                problems.add(row + "опишите объект страхования, не больше 2000 знаков");
            }
            BigDecimal sum = choice.sumInsured();
            if (sum == null || sum.signum() <= 0 || sum.compareTo(MAX_SUM) > 0) {
                problems.add(row + "страховая сумма — больше нуля и не больше 1 трлн ₽");
            }
            if (problems.isEmpty()) {
                suggestions.get(i).accept(choice.object().strip(), sum);
            }
        }
        if (!problems.isEmpty()) {
            throw new RefusedException("suggestions", String.join(". ", problems));
        }
    }

    /** Opens the deal that sells the next term, for the manager of the old one. */
    public Deal openDeal(long policyId) {
        Renewal renewal = renewals.ofPolicy(policyId);
        Deal deal = deals.openRenewal(renewal.policy().deal().number(), policyId, Stage.NEEDS_ANALYSIS);
        renewal.opened(deal);
        return deal;
    }

    /**
     * Drafts the offer of the renewal deal: the policy's own line as it was last offered, and each suggestion accepted.
     *
     * <p>Twelve months from the day after the policy's end; when that day is past, from tomorrow.
     *
     * @return the draft's id
     */
    public long draft(long policyId, String author) {
        Renewal renewal = renewals.ofPolicy(policyId);
        Policy policy = renewal.policy();
        Optional<Proposal> earlier = lastOfferOf(policy.deal());
        Optional<ProposalLine> line = earlier.flatMap(offer -> lineOf(policy, offer));
        List<CopiedLine> lines = new ArrayList<>();
        lines.add(new CopiedLine(
                line.orElse(null),
                new LineDraft(
                        policy.product().code(),
                        policy.object(),
                        policy.sumInsured(),
                        policy.deductible(),
                        line.map(ProposalLine::discountPercent).orElse(null))));
        renewal.suggestions().stream()
                .filter(Suggestion::accepted)
                .forEach(suggestion -> lines.add(new CopiedLine(
                        null,
                        new LineDraft(
                                suggestion.productCode(), suggestion.object(), suggestion.sumInsured(), null, null))));
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        LocalDate next = policy.endsOn().plusDays(1);
        Draft draft = new Draft(
                next.isBefore(tomorrow) ? tomorrow : next,
                TERM_MONTHS,
                earlier.map(Proposal::specialConditions).orElse(null),
                List.of());
        long proposalId = proposals.copyFor(
                renewal.deal().number(), earlier.map(Proposal::id).orElse(null), author, draft, lines);
        renewal.proposed(proposalId);
        return proposalId;
    }

    /** The version that the client got last, or the newest one of a deal whose letters were sent by other means. */
    private Optional<Proposal> lastOfferOf(Deal deal) {
        List<Proposal> all = proposals.of(deal);
        return all.stream()
                .filter(proposal -> proposal.state() == Proposal.State.SENT)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private static Optional<ProposalLine> lineOf(Policy policy, Proposal offer) {
        List<ProposalLine> same = offer.lines().stream()
                .filter(line -> line.product().code().equals(policy.product().code()))
                .toList();
        return same.stream()
                .filter(line -> line.position() == policy.line())
                .findFirst()
                .or(() -> same.stream().findFirst());
    }
}
