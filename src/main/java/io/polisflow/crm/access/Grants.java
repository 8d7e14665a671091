package io.polisflow.crm.access;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnseenException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives a colleague sight of another's deals and clients: a head of what their own people sell, supervisors and administrators
 * of anybody's. What was given and taken stays on record.
 */
@Service
@Transactional
public class Grants {

    private static final String ADMINISTRATORS = "camunda-admin";
    private static final int FARTHEST_YEARS = 2;

    private final GrantRepository grants;
    private final Viewers viewers;
    private final DealSight sight;
    private final SignedOn people;
    private final Clock clock;

    Grants(GrantRepository grants, Viewers viewers, DealSight sight, SignedOn people, Clock clock) {
        this.grants = grants;
        this.viewers = viewers;
        this.sight = sight;
        this.people = people;
        this.clock = clock;
    }

    /** @return those that hold today and that the signed-on person may take back, by whose deals they are */
    @Transactional(readOnly = true)
    public List<SightGrant> standing() {
        List<SightGrant> all = grants.findStanding(LocalDate.now(clock));
        Set<String> theirs =
                ownersAmong(all.stream().map(SightGrant::owner).distinct().toList());
        return all.stream().filter(grant -> theirs.contains(grant.owner())).toList();
    }

    /** @return those of the people whose deals the signed-on person may open to others */
    @Transactional(readOnly = true)
    public Set<String> ownersAmong(Collection<String> logins) {
        Viewer viewer = viewers.current();
        return viewer.seesAll() || viewer.isIn(ADMINISTRATORS) ? Set.copyOf(logins) : sight.headedAmong(viewer, logins);
    }

    /**
     * @param owner login of the one whose deals will be seen; {@code grantee} of the one who will see them
     * @param lastDay null for no end
     * @throws RefusedException when they do not sell, it is not for the signed-on person to give, or it holds already
     */
    public SightGrant give(String owner, String grantee, LocalDate lastDay) {
        requireSells("owner", owner, "Выберите, чьи сделки открыть");
        requireSells("grantee", grantee, "Выберите, кому их открыть");
        if (owner.equals(grantee)) {
            throw new RefusedException("grantee", "Свои сделки сотрудник видит и так: выберите другого");
        }
        if (ownersAmong(List.of(owner)).isEmpty()) {
            throw new RefusedException("owner", "Открыть можно сделки сотрудников своего филиала");
        }
        LocalDate today = LocalDate.now(clock);
        if (lastDay != null && (lastDay.isBefore(today) || lastDay.isAfter(today.plusYears(FARTHEST_YEARS)))) {
            throw new RefusedException(
                    "lastDay", "Последний день — не раньше сегодняшнего и не дальше чем через два года");
        }
        if (grants.countStanding(owner, grantee, today) > 0) {
            throw new RefusedException("grantee", "Эти сделки сотруднику уже открыты: сначала закройте прежний доступ");
        }
        return grants.save(
                new SightGrant(owner, grantee, lastDay, viewers.current().login(), clock.instant()));
    }

    /** @return what was taken back @throws UnseenException when there is none for the signed-on person to take back */
    public SightGrant revoke(long id) {
        SightGrant grant = grants.findById(id)
                .filter(found -> !ownersAmong(List.of(found.owner())).isEmpty())
                .orElseThrow(() -> new UnseenException("Такого доступа нет"));
        grant.revoke(viewers.current().login(), clock.instant());
        return grant;
    }

    private void requireSells(String field, String login, String otherwise) {
        Set<String> groups = login == null || login.isBlank() ? Set.of() : people.groupsOf(login);
        if (!groups.contains(Viewer.SALES) && !groups.contains(Viewer.HEADS)) {
            throw new RefusedException(field, otherwise);
        }
    }
}
