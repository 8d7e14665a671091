package io.polisflow.crm.policy;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.ContractLine;
import io.polisflow.crm.contract.ContractProcess;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.policy.PolicyAdministration.Answer;
import io.polisflow.crm.policy.PolicyAdministration.IssueOrder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has the policies of a signed contract issued, each exactly once however often a job repeats. */
@Service
@Transactional
public class PolicyOrders {

    private final PolicyOrderRepository orders;
    private final PolicyAdministration system;
    private final Policies policies;
    private final PolicyChanges news;
    private final Contracts contracts;
    private final ContractProcess process;
    private final Journal journal;
    private final EntityManager entities;
    private final Clock clock;

    PolicyOrders(
            PolicyOrderRepository orders,
            PolicyAdministration system,
            Policies policies,
            PolicyChanges news,
            Contracts contracts,
            ContractProcess process,
            Journal journal,
            EntityManager entities,
            Clock clock) {
        this.orders = orders;
        this.system = system;
        this.policies = policies;
        this.news = news;
        this.contracts = contracts;
        this.process = process;
        this.journal = journal;
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Orders the policy for one line of the contract.
     *
     * @param line index from 0
     * @param idempotencyKey of this business attempt; a retry uses it again
     * @throws io.polisflow.crm.UnavailableException when the system gave no usable answer
     */
    public PolicyOrder order(long contractId, int line, String idempotencyKey) {
        Contract contract = contracts.get(contractId);
        PolicyOrder order = orders.findByIdempotencyKey(idempotencyKey).orElse(null);
        if (order == null) {
            order = new PolicyOrder(
                    idempotencyKey, contract, contract.lines().get(line).position(), clock.instant());
            entities.persist(order);
        }
        if (order.isAnswered()) {
            return order;
        }
        // After an attempt whose outcome nobody knows the system is asked first; then the same key orders no second
        // policy.
        Answer answer = system.find(idempotencyKey).orElse(null);
        take(order, answer != null ? answer : system.issue(request(order)));
        return order;
    }

    /** Asks what became of an order that the system only accepted; one that it lost is ordered again under the same key. */
    public PolicyOrder ask(String idempotencyKey) {
        PolicyOrder order = orders.findByIdempotencyKey(idempotencyKey).orElseThrow();
        if (!order.isAnswered()) {
            take(order, system.find(idempotencyKey).orElseGet(() -> system.issue(request(order))));
        }
        return order;
    }

    /**
     * Takes in what the system tells by itself and wakes the model.
     *
     * @return false when no such order is known (yet): the model asks by itself in time
     */
    public boolean told(String idempotencyKey, Answer answer) {
        Optional<PolicyOrder> order = orders.findWithLockByIdempotencyKey(idempotencyKey);
        if (order.isEmpty()) {
            return false;
        }
        Subject.is(order.get().contract().deal().number());
        if (!order.get().isAnswered()) {
            take(order.get(), answer);
            process.policyIssued(order.get().contract().deal().number());
        }
        return true;
    }

    private void take(PolicyOrder order, Answer answer) {
        String deal = order.contract().deal().number();
        if (answer instanceof Answer.Issued issued) {
            ContractLine line = lineOf(order);
            news.await(issued.policyNumber());
            policies.recordIssued(new Policies.Issue(
                    issued.policyNumber(),
                    order.idempotencyKey(),
                    deal,
                    order.contract().number(),
                    line.position(),
                    line.product().code(),
                    line.object(),
                    line.sumInsured(),
                    line.deductible(),
                    line.premium(),
                    issued.startsOn(),
                    issued.endsOn()));
            news.reach(issued.policyNumber());
            order.issued(clock.instant());
        } else if (answer instanceof Answer.Refused refused) {
            order.refused(refused.reason(), clock.instant());
            journal.record(deal, "Учётная система отказала в выпуске полиса: " + refused.reason());
        } else if (answer instanceof Answer.Accepted accepted) {
            order.accepted(accepted.reference());
            journal.record(deal, "Учётная система приняла заказ полиса и сообщит о выпуске позже");
        }
    }

    private static IssueOrder request(PolicyOrder order) {
        Contract contract = order.contract();
        Client client = contract.deal().client();
        ContractLine line = lineOf(order);
        return new IssueOrder(
                order.idempotencyKey(),
                contract.number(),
                line.position(),
                client.inn(),
                client.name(),
                line.product().code(),
                line.object(),
                line.sumInsured(),
                line.deductible(),
                line.premium(),
                contract.startsOn(),
                contract.endsOn(),
                line.parameters());
    }

    private static ContractLine lineOf(PolicyOrder order) {
        return order.contract().lines().stream()
                .filter(line -> line.position() == order.line())
                .findFirst()
                .orElseThrow();
    }

    interface PolicyOrderRepository extends Repository<PolicyOrder, Long> {
        @Query("select p from PolicyOrder p where p.idempotencyKey = :idempotencyKey")
        Optional<PolicyOrder> findByIdempotencyKey(String idempotencyKey);

        /** Waits for whoever is taking the answer in: of several equal ones the first one counts. */
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select p from PolicyOrder p where p.idempotencyKey = :idempotencyKey")
        Optional<PolicyOrder> findWithLockByIdempotencyKey(String idempotencyKey);
    }
}
