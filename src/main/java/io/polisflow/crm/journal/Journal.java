package io.polisflow.crm.journal;

import io.polisflow.crm.access.AsksSight;
import io.polisflow.crm.access.OfDeal;
import java.time.Clock;
import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps each deal's history in the transaction of the work itself: what was rolled back never happened here either. */
@Service
public class Journal {

    private final JournalEntries entries;
    private final Clock clock;

    Journal(JournalEntries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** @param text Russian, past tense, as the deal's page shows it */
    @AsksSight("before, when the deal was found: it may just have gone to somebody else")
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(String dealNumber, String text) {
        entries.save(new JournalEntry(clock.instant(), dealNumber, text, CurrentStep.get()));
    }

    /** @return newest first */
    @OfDeal
    @Transactional(readOnly = true)
    public List<JournalEntry> of(String dealNumber) {
        return entries.findByDealNumberOrderByAtDescIdDesc(dealNumber);
    }

    interface JournalEntries extends Repository<JournalEntry, Long> {
        JournalEntry save(JournalEntry entry);

        @Query("select j from JournalEntry j where j.dealNumber = :dealNumber order by j.at desc, j.id desc")
        List<JournalEntry> findByDealNumberOrderByAtDescIdDesc(String dealNumber);
    }
}
