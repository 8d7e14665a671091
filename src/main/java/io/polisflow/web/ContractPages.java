package io.polisflow.web;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.proposal.Rubles;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the contracts and policies of a deal for its page. */
@Service
@Transactional(readOnly = true)
class ContractPages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final Deals deals;
    private final Contracts contracts;
    private final Policies policies;
    private final DateTimeFormatter when;

    ContractPages(Deals deals, Contracts contracts, Policies policies, Clock clock) {
        this.deals = deals;
        this.contracts = contracts;
        this.policies = policies;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @param answer what the client said of it, or null */
    record ContractRow(
            long id,
            String number,
            String state,
            String term,
            String premium,
            String channel,
            String sentAt,
            String signedAt,
            String signer,
            String answer,
            List<PaymentRow> payments,
            DealView.FileView document,
            DealView.FileView scan) {}

    record PaymentRow(String dueOn, String amount) {}

    record PolicyRow(String number, String product, String object, String term, String premium, String state) {}

    List<ContractRow> contractsOf(String dealNumber) {
        return contracts.of(deals.get(dealNumber)).stream().map(this::row).toList();
    }

    List<PolicyRow> policiesOf(String dealNumber) {
        Deal deal = deals.get(dealNumber);
        return policies.of(deal).stream().map(ContractPages::row).toList();
    }

    /** @throws java.util.NoSuchElementException when there is no such contract */
    ContractRow contract(long id) {
        return row(contracts.get(id));
    }

    String dealOf(long contractId) {
        return contracts.get(contractId).deal().number();
    }

    private ContractRow row(Contract contract) {
        return new ContractRow(
                contract.id(),
                contract.number(),
                contract.state().label(),
                term(contract.startsOn(), contract.endsOn()),
                Rubles.format(contract.premium()),
                contract.channel() == null ? null : contract.channel().label(),
                text(contract.sentAt()),
                text(contract.signedAt()),
                contract.signer(),
                contract.clientComment(),
                contract.instalments().stream()
                        .map(payment -> new PaymentRow(DAY.format(payment.dueOn()), Rubles.format(payment.amount())))
                        .toList(),
                file(contract.document()),
                file(contract.scan()));
    }

    private static PolicyRow row(Policy policy) {
        return new PolicyRow(
                policy.number(),
                policy.product().name(),
                policy.object(),
                term(policy.startsOn(), policy.endsOn()),
                Rubles.format(policy.premium()),
                policy.state().label());
    }

    private static String term(LocalDate from, LocalDate to) {
        return DAY.format(from) + " — " + DAY.format(to);
    }

    private String text(Instant moment) {
        return moment == null ? null : when.format(moment);
    }

    private static DealView.FileView file(StoredFile file) {
        return file == null ? null : DealView.FileView.of(file);
    }
}
