package io.polisflow.crm.negotiation;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.proposal.Proposals;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Has proposals reworked that a client does not take as they are. */
@Service
@Transactional
public class Reworks {

    private static final int LONGEST = 4000;

    private final ReworkRepository reworks;
    private final Proposals proposals;
    private final Journal journal;
    private final Clock clock;

    Reworks(ReworkRepository reworks, Proposals proposals, Journal journal, Clock clock) {
        this.reworks = reworks;
        this.proposals = proposals;
        this.journal = journal;
        this.clock = clock;
    }

    Rework ask(Deal deal, long proposalId, Rework.Performer performer, String request, String user) {
        if (performer == null) {
            throw new RefusedException("reworkBy", "Выберите, кто доработает КП");
        }
        Rework rework = reworks.save(new Rework(
                deal,
                proposalId,
                performer,
                demanded(request, "reworkRequest", "Напишите, что изменить в КП"),
                clock.instant(),
                user));
        journal.record(
                deal.number(),
                "КП " + proposals.get(proposalId).reference() + " на доработку, " + performer.label() + ": "
                        + Talks.shortened(rework.request()));
        return rework;
    }

    /**
     * @param accepted whether the terms change
     * @throws RefusedException when a refusal has no reason, or the rework was answered before
     */
    public void answer(long reworkId, String user, boolean accepted, String text) {
        Rework rework = get(reworkId);
        String answer = accepted ? text : demanded(text, "reworkAnswer", "Напишите, почему условия нельзя изменить");
        rework.answered(accepted, answer, clock.instant(), user);
        journal.record(
                rework.deal().number(),
                "Доработка КП, " + rework.performer().label() + ": "
                        + rework.state().label() + (answer == null ? "" : ". " + Talks.shortened(answer)));
    }

    /** @return the id of the new version of the proposal, a copy to be changed */
    public long startVersion(long reworkId) {
        Rework rework = get(reworkId);
        long next = proposals.startNewVersion(rework.proposalId());
        rework.becomes(next);
        return next;
    }

    /** Closes what nobody needs any more, because the client agreed in the meantime. */
    void dropOpen(Deal deal) {
        reworks.findByDealOrderByIdDesc(deal).forEach(Rework::drop);
    }

    /** @throws java.util.NoSuchElementException when there is none */
    @Transactional(readOnly = true)
    public Rework get(long reworkId) {
        return reworks.findById(reworkId).orElseThrow();
    }

    /** @return the rework that began this version of a proposal, for whoever assembles it */
    @Transactional(readOnly = true)
    public Optional<Rework> behind(long proposalId) {
        return reworks.findFirstByNextProposalIdOrderByIdDesc(proposalId);
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<Rework> of(Deal deal) {
        return reworks.findByDealOrderByIdDesc(deal);
    }

    private static String demanded(String text, String field, String message) {
        if (text == null || text.isBlank()) {
            throw new RefusedException(field, message);
        }
        if (text.length() > LONGEST) {
            throw new RefusedException(field, "Сократите текст до " + LONGEST + " знаков");
        }
        return text.strip();
    }

    interface ReworkRepository extends JpaRepository<Rework, Long> {
        @Query("select r from Rework r where r.deal = :deal order by r.id desc")
        List<Rework> findByDealOrderByIdDesc(Deal deal);

        @Query("select r from Rework r where r.nextProposalId = :nextProposalId order by r.id desc limit 1")
        Optional<Rework> findFirstByNextProposalIdOrderByIdDesc(long nextProposalId);
    }
}
