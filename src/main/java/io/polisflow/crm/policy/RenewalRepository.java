package io.polisflow.crm.policy;

import io.polisflow.crm.deal.Deal;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface RenewalRepository extends Repository<Renewal, Long> {

    @Query("select r from Renewal r where r.policy.id = :policyId")
    Optional<Renewal> findByPolicyId(long policyId);

    @Query("select r from Renewal r where r.deal = :deal")
    Optional<Renewal> findByDeal(Deal deal);

    @Query("select r from Renewal r join r.policy p where p.client.id = :clientId and r.claimsNote is not null"
            + " and r.decidedAt is not null order by r.decidedAt desc, r.id desc")
    List<Renewal> findWithClaimsNote(long clientId);
}
