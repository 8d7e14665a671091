package io.polisflow.crm.proposal;

import io.polisflow.crm.deal.Deal;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads proposal versions; they are written through {@link Proposals} and {@link Approvals} only. */
interface ProposalRepository extends Repository<Proposal, Long> {

    Optional<Proposal> findById(long id);

    List<Proposal> findByDealOrderByIdDesc(Deal deal);

    List<Proposal> findByNumberOrderByVersionNumber(String number);
}
