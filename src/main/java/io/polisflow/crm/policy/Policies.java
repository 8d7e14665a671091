package io.polisflow.crm.policy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.proposal.Catalogue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what the Policy Admin System says of policies: issued, changed, cancelled. */
@Service
@Transactional
public class Policies {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final PolicyRepository policies;
    private final Deals deals;
    private final Catalogue catalogue;
    private final Journal journal;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final EntityManager entities;
    private final DealSight sight;

    Policies(
            PolicyRepository policies,
            Deals deals,
            Catalogue catalogue,
            Journal journal,
            ApplicationEventPublisher events,
            Clock clock,
            EntityManager entities,
            DealSight sight) {
        this.entities = entities;
        this.sight = sight;
        this.policies = policies;
        this.deals = deals;
        this.catalogue = catalogue;
        this.journal = journal;
        this.events = events;
        this.clock = clock;
    }

    /** The term of a policy is another now; published inside the transaction. */
    public record PolicyChanged(long policyId, String policyNumber, String dealNumber) {}

    /** A policy protects nobody any more; published inside the transaction. */
    public record PolicyCancelled(long policyId, String policyNumber, String dealNumber) {}

    /**
     * A policy as it was issued.
     *
     * @param number the system's own
     * @param idempotencyKey of the order that it answers
     * @param line position in the contract, from 1
     * @param sumInsured rubles; deductible and premium too
     * @param endsOn last day of cover
     */
    public record Issue(
            String number,
            String idempotencyKey,
            String dealNumber,
            String contractNumber,
            int line,
            String productCode,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal premium,
            LocalDate startsOn,
            LocalDate endsOn) {}

    /** @return the policy; a repeat of the same order finds the one that is there */
    public Policy recordIssued(Issue issue) {
        Optional<Policy> known = policies.findByIdempotencyKey(issue.idempotencyKey());
        if (known.isPresent()) {
            return known.get();
        }
        Deal deal = deals.get(issue.dealNumber());
        Policy policy =
                policies.saveAndFlush(new Policy(issue, deal, catalogue.get(issue.productCode()), clock.instant()));
        journal.record(
                deal.number(),
                "Выпущен полис " + policy.number() + ", действует с " + SHOWN.format(policy.startsOn()) + " по "
                        + SHOWN.format(policy.endsOn()));
        return policy;
    }

    /**
     * Takes over a new term; told twice, it changes nothing the second time.
     *
     * @throws RefusedException when the policy is cancelled or the end is not after the start
     */
    // Refused before anything is changed: whoever can go on without it does.
    @Transactional(noRollbackFor = RefusedException.class)
    public void changeTerm(String number, LocalDate startsOn, LocalDate endsOn) {
        Policy policy = toChange(number);
        Subject.is(policy.deal().number());
        if (policy.changeTerm(startsOn, endsOn)) {
            String deal = policy.deal().number();
            journal.record(
                    deal,
                    "Изменён срок полиса " + number + ": с " + SHOWN.format(startsOn) + " по " + SHOWN.format(endsOn));
            events.publishEvent(new PolicyChanged(policy.id(), number, deal));
        }
    }

    /** Takes over a cancellation; told twice, it changes nothing the second time. */
    public void cancel(String number, LocalDate on, String reason) {
        Policy policy = toChange(number);
        Subject.is(policy.deal().number());
        if (policy.isCancelled()) {
            return;
        }
        policy.cancel(on, reason);
        String deal = policy.deal().number();
        journal.record(
                deal, "Полис " + number + " расторгнут с " + SHOWN.format(on) + (reason == null ? "" : ": " + reason));
        events.publishEvent(new PolicyCancelled(policy.id(), number, deal));
    }

    @Transactional(readOnly = true)
    public boolean exists(String number) {
        return policies.existsByNumber(number);
    }

    /** @throws RefusedException when no policy has that number */
    @Transactional(readOnly = true)
    public Policy byNumber(String number) {
        return policies.findByNumber(number).orElseThrow(() -> unknown(number));
    }

    /** Of two changes at one moment the second waits, and then sees what the first has made of the policy. */
    private Policy toChange(String number) {
        return policies.findWithLockByNumber(number).orElseThrow(() -> unknown(number));
    }

    private static RefusedException unknown(String number) {
        return new RefusedException("policyNumber", "Полис с номером " + number + " не найден");
    }

    /** @throws java.util.NoSuchElementException when there is no such policy */
    @Transactional(readOnly = true)
    public Policy get(long id) {
        return policies.findById(id).orElseThrow();
    }

    /** @return those that a deal brought, in the order of the contract */
    @Transactional(readOnly = true)
    public List<Policy> of(Deal deal) {
        return policies.findByDealOrderByContractNumberAscLineAsc(deal);
    }

    /** @return empty also when its deal is not for whoever is signed on to see */
    @Transactional(readOnly = true)
    public Optional<Policy> find(long id) {
        return policies.findById(id).filter(policy -> sight.maySee(policy.deal().number()));
    }

    /** @return those of a client that came of deals which whoever is signed on sees, the latest end first */
    @Transactional(readOnly = true)
    public List<Policy> of(Client client) {
        SightCondition seen = sight.deals("d");
        return seen.bind(entities.createQuery(
                        "select p from Policy p join p.deal d where p.client = :client" + seen.and()
                                + " order by p.endsOn desc, p.id desc",
                        Policy.class))
                .setParameter("client", client)
                .getResultList();
    }

    interface PolicyRepository extends Repository<Policy, Long> {
        Policy saveAndFlush(Policy policy);

        Optional<Policy> findById(Long id);

        @Query("select p from Policy p where p.number = :number")
        Optional<Policy> findByNumber(String number);

        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select p from Policy p where p.number = :number")
        Optional<Policy> findWithLockByNumber(String number);

        boolean existsByNumber(String number);

        @Query("select p from Policy p where p.idempotencyKey = :idempotencyKey")
        Optional<Policy> findByIdempotencyKey(String idempotencyKey);

        @Query("select p from Policy p where p.deal = :deal order by p.contractNumber, p.line")
        List<Policy> findByDealOrderByContractNumberAscLineAsc(Deal deal);
    }
}
