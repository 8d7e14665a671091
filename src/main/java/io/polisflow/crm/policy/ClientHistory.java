package io.polisflow.crm.policy;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All that a client bought and was offered, as rows that a form shows before the talk. */
@Service
@Transactional(readOnly = true)
public class ClientHistory {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final Policies policies;
    private final Deals deals;
    private final Proposals proposals;

    ClientHistory(Policies policies, Deals deals, Proposals proposals) {
        this.policies = policies;
        this.deals = deals;
        this.proposals = proposals;
    }

    public record ContractRow(String number, String deal, String products, String period, String premium) {}

    public record PolicyRow(
            String number, String product, String object, String sumInsured, String premium, String period) {}

    public record ProposalRow(String reference, String deal, String products, String premium, String state) {}

    /** @return the contracts that policies came from, the latest first */
    public List<ContractRow> contractsOf(Client client) {
        Map<String, List<Policy>> byContract = policies.of(client).stream()
                .collect(Collectors.groupingBy(Policy::contractNumber, LinkedHashMap::new, Collectors.toList()));
        return byContract.entrySet().stream()
                .map(contract -> row(contract.getKey(), contract.getValue()))
                .toList();
    }

    private static ContractRow row(String number, List<Policy> lines) {
        LocalDate first = lines.stream()
                .map(Policy::startsOn)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate last = lines.stream()
                .map(Policy::endsOn)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new ContractRow(
                number,
                lines.get(0).deal().number(),
                lines.stream()
                        .sorted(Comparator.comparingInt(Policy::line))
                        .map(policy -> policy.product().name())
                        .collect(Collectors.joining(", ")),
                period(first, last),
                Rubles.format(lines.stream().map(Policy::premium).reduce(BigDecimal.ZERO, BigDecimal::add)));
    }

    /** @return the latest end first */
    public List<PolicyRow> policiesOf(Client client) {
        return policies.of(client).stream()
                .map(policy -> new PolicyRow(
                        policy.number(),
                        policy.product().name(),
                        policy.object(),
                        Rubles.format(policy.sumInsured()),
                        Rubles.format(policy.premium()),
                        period(policy.startsOn(), policy.endsOn())
                                + (policy.isCancelled() ? ", " + policy.state().label() : "")))
                .toList();
    }

    /** @return all versions of all deals, the latest deal first */
    public List<ProposalRow> proposalsOf(Client client) {
        return deals.of(client).stream()
                .flatMap(deal -> proposals.of(deal).stream().map(proposal -> row(deal, proposal)))
                .toList();
    }

    private static ProposalRow row(Deal deal, Proposal proposal) {
        return new ProposalRow(
                proposal.reference(),
                deal.number(),
                proposal.lines().stream().map(line -> line.product().name()).collect(Collectors.joining(", ")),
                Rubles.format(proposal.totalPremium()),
                proposal.state().label());
    }

    private static String period(LocalDate from, LocalDate to) {
        return DAY.format(from) + " – " + DAY.format(to);
    }
}
