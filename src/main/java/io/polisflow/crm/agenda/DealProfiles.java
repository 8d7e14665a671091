package io.polisflow.crm.agenda;

import io.polisflow.crm.calendar.WorkingCalendars;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells what decides on deadlines with one query, also of a deal that the same transaction has opened. */
@Service
@Transactional(readOnly = true)
public class DealProfiles {

    private static final String SELECT =
            """
            select new io.polisflow.crm.agenda.DealProfile(d.number, c.id, c.companySize, d.owner, d.priority, d.stage, d.stageSince,
              d.openedAt,
              coalesce(
                (select l.product.code from Proposal q join q.lines l where q.id = p.id order by l.sumInsured desc, l.id limit 1),
                r.productCode),
              coalesce(p.totalSumInsured, r.sumInsured),
              coalesce((select b.calendar from Branch b join b.members m where m = d.owner), '%s'))
            from Deal d join d.client c
              left join Proposal p on p.id = (select max(x.id) from Proposal x where x.deal = d)
              left join InsuranceRequest r on r.id = (select max(y.id) from InsuranceRequest y where y.deal = d)
            where d.number = :number"""
                    .formatted(WorkingCalendars.COUNTRY);

    private final EntityManager entities;

    DealProfiles(EntityManager entities) {
        this.entities = entities;
    }

    /** @return empty when there is no deal of that number */
    public Optional<DealProfile> of(String number) {
        List<DealProfile> found = entities.createQuery(SELECT, DealProfile.class)
                .setParameter("number", number)
                .getResultList();
        return found.stream().findFirst();
    }
}
