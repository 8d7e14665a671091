package io.polisflow.crm.proposal;

import io.polisflow.crm.deal.Deal;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads proposal versions; they are written through {@link Proposals} and {@link Approvals} only. */
interface ProposalRepository extends Repository<Proposal, Long> {

    Optional<Proposal> findById(Long id);

    @Query("select p from Proposal p where p.deal = :deal order by p.id desc")
    List<Proposal> findByDealOrderByIdDesc(Deal deal);

    @Query("select p from Proposal p where p.number = :number order by p.versionNumber")
    List<Proposal> findByNumberOrderByVersionNumber(String number);

    @Query("select p.deal.id as dealId, p.totalPremium as premium from Proposal p where p.deal in :deals order by p.id")
    List<DealPremium> findPremiums(Collection<Deal> deals);

    /** The premium of one version, null before the calculation. */
    interface DealPremium {
        Long getDealId();

        BigDecimal getPremium();
    }
}
