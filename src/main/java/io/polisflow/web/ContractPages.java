package io.polisflow.web;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.document.Files;
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
    private final Files files;
    private final Staff staff;
    private final DateTimeFormatter when;

    ContractPages(Deals deals, Contracts contracts, Policies policies, Files files, Staff staff, Clock clock) {
        this.files = files;
        this.staff = staff;
        this.deals = deals;
        this.contracts = contracts;
        this.policies = policies;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * @param answer what the client said of it, or null
     * @param problem why the client's signature does not count, or null
     * @param signedSet where both signatures and their protocol can be had with the document, or null
     */
    record ContractRow(
            long id,
            String number,
            String state,
            String term,
            String premium,
            String channel,
            String sentAt,
            String deliveredAt,
            String signedAt,
            String signer,
            String answer,
            String problem,
            List<PaymentRow> payments,
            List<CheckRow> checks,
            DealView.FileView document,
            DealView.FileView signature,
            DealView.FileView ownSignature,
            DealView.FileView protocol,
            String signedSet,
            DealView.FileView scan,
            boolean awaitsScan) {}

    /** @param comment what to correct, or null */
    record CheckRow(String role, String who, String when, boolean passed, String comment) {}

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
        boolean unfit = contract.state() == Contract.State.INVALID_SIGNATURE;
        return new ContractRow(
                contract.id(),
                contract.number(),
                contract.state().label(),
                term(contract.startsOn(), contract.endsOn()),
                Rubles.format(contract.premium()),
                contract.channel() == null ? null : contract.channel().label(),
                text(contract.sentAt()),
                text(contract.deliveredAt()),
                text(contract.signedAt()),
                contract.signer(),
                unfit ? null : contract.clientComment(),
                unfit ? contract.clientComment() : null,
                contract.instalments().stream()
                        .map(payment -> new PaymentRow(DAY.format(payment.dueOn()), Rubles.format(payment.amount())))
                        .toList(),
                contracts.checksOf(contract.id()).stream()
                        .map(check -> new CheckRow(
                                check.role().label(),
                                staff.nameOf(check.checkedBy()),
                                when.format(check.checkedAt()),
                                check.passed(),
                                check.comment()))
                        .toList(),
                file(contract.document()),
                file(contract.signatureFileId()),
                file(contract.ownSignatureFileId()),
                file(contract.protocolFileId()),
                contract.hasSignedSet() ? "/crm/contracts/" + contract.id() + "/signed.zip" : null,
                file(contract.scan()),
                contract.awaitsScan());
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

    private DealView.FileView file(Long id) {
        return id == null ? null : file(files.find(id).orElseThrow());
    }

    private static DealView.FileView file(StoredFile file) {
        return file == null ? null : DealView.FileView.of(file);
    }
}
