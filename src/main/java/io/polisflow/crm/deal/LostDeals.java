package io.polisflow.crm.deal;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists lost deals by what was decided of them, for whoever weighs the rules about that. */
@Service
@Transactional(readOnly = true)
public class LostDeals {

    private final Rows rows;

    LostDeals(Rows rows) {
        this.rows = rows;
    }

    /**
     * @param reason code of the dictionary of loss reasons
     * @param recontactMonths as its manager chose
     */
    public record LostDeal(String number, Instant at, String reason, Integer recontactMonths) {}

    /** @return the last lost first, no more than {@code most} */
    public List<LostDeal> between(Instant since, Instant until, int most) {
        return rows.findLost(since, until, Limit.of(most));
    }

    interface Rows extends Repository<Deal, Long> {

        @Query(
                "select new io.polisflow.crm.deal.LostDeals$LostDeal(d.number, d.closedAt, d.lossReason, d.recontactMonths)"
                        + " from Deal d where d.lossReason is not null and d.closedAt >= :since and d.closedAt <= :until"
                        + " order by d.closedAt desc, d.id desc")
        List<LostDeal> findLost(Instant since, Instant until, Limit most);
    }
}
