package io.polisflow.crm.proposal;

import io.polisflow.crm.deal.Deal;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads and keeps proposal versions; they are changed through {@link Proposals} and {@link Approvals} only. */
interface ProposalRepository extends Repository<Proposal, Long> {

    Proposal saveAndFlush(Proposal proposal);

    Optional<Proposal> findById(long id);

    List<Proposal> findByDealOrderByIdDesc(Deal deal);

    List<Proposal> findByNumberOrderByVersionNumber(String number);
}
