package io.polisflow.crm.policy;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.exchange.Perishable;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes in what the Policy Admin System tells of policies by itself, in whatever order it comes: news of a policy that is not
 * issued here yet are kept and have their effect when it is.
 */
@Service
@Transactional
@EnableConfigurationProperties(PolicyChanges.Settings.class)
public class PolicyChanges implements Perishable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyChanges.class);

    /** @param keepEarlyEvents how long news wait for the issue of the policy that they are about */
    @ConfigurationProperties("polisflow.policy")
    record Settings(@DefaultValue("90d") Duration keepEarlyEvents) {

        Settings {
            Perishable.requirePositive("polisflow.policy.keep-early-events", keepEarlyEvents);
        }
    }

    private final Policies policies;
    private final KeptChanges kept;
    private final InsertOnce insertOnce;
    private final EntityManager entities;
    private final Clock clock;
    private final Duration keep;

    PolicyChanges(
            Policies policies,
            KeptChanges kept,
            InsertOnce insertOnce,
            EntityManager entities,
            Clock clock,
            Settings settings) {
        this.policies = policies;
        this.kept = kept;
        this.insertOnce = insertOnce;
        this.entities = entities;
        this.clock = clock;
        this.keep = settings.keepEarlyEvents();
    }

    /**
     * @return false when no such policy is known yet: the news are kept for it
     * @throws RefusedException when the policy is cancelled or the end is not after the start
     */
    public boolean termChanged(String policyNumber, LocalDate startsOn, LocalDate endsOn) {
        return take(AwaitedPolicyChange.newTerm(policyNumber, startsOn, endsOn));
    }

    /** @return false when no such policy is known yet: the news are kept for it */
    public boolean cancelled(String policyNumber, LocalDate on, String reason) {
        return take(AwaitedPolicyChange.cancellation(policyNumber, on, reason));
    }

    private boolean take(AwaitedPolicyChange news) {
        String number = news.policyNumber();
        if (!policies.exists(number)) {
            lock(number);
            if (!policies.exists(number)) {
                kept.save(news.receivedAt(clock.instant()));
                LOG.info("news of the policy {}, which is not issued here yet, are kept for it", number);
                return false;
            }
            unlock(number);
        }
        news.reach(policies);
        return true;
    }

    /** Holds back news of a policy until the transaction that records it is over. */
    @Transactional(propagation = Propagation.MANDATORY)
    void await(String policyNumber) {
        lock(policyNumber);
    }

    /** Lets the news that came early have their effect on a policy that has just been recorded. */
    @Transactional(propagation = Propagation.MANDATORY)
    void reach(String policyNumber) {
        for (AwaitedPolicyChange news : kept.findByPolicyNumberOrderById(policyNumber)) {
            try {
                news.reach(policies);
            } catch (RefusedException e) {
                LOG.warn("early news of the policy {} change nothing: {}", policyNumber, e.getMessage());
            }
            kept.delete(news);
        }
        unlock(policyNumber);
    }

    private void lock(String number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("policy_number", number);
        row.put("since", Timestamp.from(clock.instant()));
        insertOnce.insert("awaited_policy", row, List.of("policy_number"));
        // Who else held it has taken the row away with its commit; then there is nobody to wait for any more.
        entities.createNativeQuery("select policy_number from awaited_policy where policy_number = ?1 for update")
                .setParameter(1, number)
                .getResultList();
    }

    private void unlock(String number) {
        entities.createNativeQuery("delete from awaited_policy where policy_number = ?1")
                .setParameter(1, number)
                .executeUpdate();
    }

    /** News that no policy has claimed for so long are of a policy that was not sold here. */
    @Override
    public void clean(Instant now) {
        Instant limit = now.minus(keep);
        for (AwaitedPolicyChange news : kept.findByReceivedAtBefore(limit)) {
            LOG.warn("news of the policy {} are dropped: it was never issued here", news.policyNumber());
            kept.delete(news);
        }
        entities.createNativeQuery("delete from awaited_policy where since < ?1")
                .setParameter(1, Timestamp.from(limit))
                .executeUpdate();
    }

    interface KeptChanges extends Repository<AwaitedPolicyChange, Long> {
        AwaitedPolicyChange save(AwaitedPolicyChange news);

        void delete(AwaitedPolicyChange news);

        @Query("select a from AwaitedPolicyChange a where a.policyNumber = :policyNumber order by a.id")
        List<AwaitedPolicyChange> findByPolicyNumberOrderById(String policyNumber);

        List<AwaitedPolicyChange> findByReceivedAtBefore(Instant limit);
    }
}
