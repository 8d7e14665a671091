package io.polisflow.crm.funnel;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.agenda.NextStep;
import io.polisflow.crm.agenda.NextSteps;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealCondition;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Probabilities.Scale;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is in the funnel for whoever is signed on: how many deals of what premium at each stage, what of it can be expected, and the deals themselves,
 * each with the same few queries whatever their number.
 */
@Service
@Transactional(readOnly = true)
public class Funnel {

    /** For how long a deal that was won or lost is still counted beside the open ones. */
    public static final Duration CLOSED_SHOWN = Duration.ofDays(30);

    private static final List<Stage> CLOSED = List.of(Stage.WON, Stage.LOST);

    private final Probabilities probabilities;
    private final NextSteps nextSteps;
    private final EntityManager entities;
    private final DealSight sight;
    private final Clock clock;

    Funnel(Probabilities probabilities, NextSteps nextSteps, EntityManager entities, DealSight sight, Clock clock) {
        this.sight = sight;
        this.probabilities = probabilities;
        this.nextSteps = nextSteps;
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * @param premium rubles of the newest rated proposal of each deal, zero when none has one
     * @param expected of it by the probability of the deals' stages; of won and lost deals zero
     * @param withoutStep how many are open and nobody has anything to do on them
     */
    public record Sum(long deals, BigDecimal premium, BigDecimal expected, long withoutStep) {

        public static final Sum NONE = new Sum(0, BigDecimal.ZERO.setScale(2), BigDecimal.ZERO.setScale(2), 0);

        public Sum plus(Sum other) {
            return new Sum(
                    deals + other.deals,
                    premium.add(other.premium),
                    expected.add(other.expected),
                    withoutStep + other.withoutStep);
        }

        public static Sum of(Collection<Sum> parts) {
            return parts.stream().reduce(NONE, Sum::plus);
        }
    }

    /**
     * A deal as a board or a list shows it.
     *
     * @param premium of its newest rated proposal, null before there is one
     * @param expected of it by the probability of its stage, null when there is no premium or the deal is over
     * @param next null when nobody has anything to do on it
     */
    public record Line(Deal deal, BigDecimal premium, BigDecimal expected, NextStep next) {

        /** Whether the deal is open and nobody has anything to do on it. */
        public boolean isWithoutStep() {
            return next == null && deal.stage().isOpen();
        }
    }

    /**
     * Where a part of a column ends.
     *
     * @param since when the last deal of the part came to its stage
     * @param id of that deal
     */
    public record Position(Instant since, long id) {}

    /** @return the condition that a deal is open and nobody has anything to do on it */
    public DealCondition withoutStep() {
        return nextSteps.none();
    }

    /** @return the deals of every open stage, the search's own stage apart; a stage without any has zeros */
    public Map<Stage, Sum> open(Search search) {
        Map<Stage, Sum> sums = sums(search, Probabilities.stages());
        Probabilities.stages().forEach(stage -> sums.putIfAbsent(stage, Sum.NONE));
        return sums;
    }

    /** @return the deals of each stage, won and lost ones too, the search's own stage apart; a stage without any is absent */
    public Map<Stage, Sum> all(Search search) {
        return sums(search, List.of(Stage.values()));
    }

    private Map<Stage, Sum> sums(Search search, List<Stage> stages) {
        Search any = search.atAnyStage();
        Scale scale = probabilities.scale();
        Map<Stage, Long> idle = new EnumMap<>(Stage.class);
        read(any, "select d.stage, count(d) from Deal d join d.client c", stages, withoutStep())
                .forEach(row -> idle.put((Stage) row[0], (Long) row[1]));
        Map<Stage, Sum> sums = new EnumMap<>(Stage.class);
        read(
                        any,
                        "select d.stage, count(d), sum(f.premium) from Deal d join d.client c"
                                + " left join DealFigures f on f.dealId = d.id",
                        stages,
                        null)
                .forEach(row -> {
                    Stage stage = (Stage) row[0];
                    BigDecimal premium = row[2] == null ? Sum.NONE.premium() : (BigDecimal) row[2];
                    BigDecimal expected = stage.isOpen() ? scale.expected(stage, premium) : Sum.NONE.expected();
                    sums.put(stage, new Sum((Long) row[1], premium, expected, idle.getOrDefault(stage, 0L)));
                });
        return sums;
    }

    private List<Object[]> read(Search search, String select, List<Stage> stages, DealCondition more) {
        SightCondition seen = sight.deals("d");
        String where = more == null
                ? search.where("d.stage in :stages", seen.text())
                : search.where("d.stage in :stages", seen.text(), "(" + more.jpql() + ")");
        TypedQuery<Object[]> query =
                seen.bind(search.bind(entities.createQuery(select + where + " group by d.stage", Object[].class)));
        if (more != null) {
            more.parameters().forEach(query::setParameter);
        }
        return query.setParameter("stages", stages).getResultList();
    }

    /** @return the deals that were won and lost in the last {@link #CLOSED_SHOWN}; both stages are there */
    public Map<Stage, Sum> closedLately(Search search) {
        Search any = search.atAnyStage();
        Map<Stage, Sum> sums = new EnumMap<>(Stage.class);
        CLOSED.forEach(stage -> sums.put(stage, Sum.NONE));
        SightCondition seen = sight.deals("d");
        seen.bind(any.bind(entities.createQuery(
                        "select d.stage, count(d), sum(f.premium) from Deal d join d.client c"
                                + " left join DealFigures f on f.dealId = d.id"
                                + any.where("d.closedAt >= :closedSince", "d.stage in :stages", seen.text())
                                + " group by d.stage",
                        Object[].class)))
                .setParameter("closedSince", clock.instant().minus(CLOSED_SHOWN))
                .setParameter("stages", CLOSED)
                .getResultList()
                .forEach(row -> sums.put(
                        (Stage) row[0],
                        new Sum(
                                (Long) row[1],
                                row[2] == null ? Sum.NONE.premium() : (BigDecimal) row[2],
                                Sum.NONE.expected(),
                                0)));
        return sums;
    }

    /**
     * Reads on in a column.
     *
     * @param after null for its beginning
     * @return those that came to the stage last first, the search's own stage apart
     */
    public List<Deal> column(Search search, Stage stage, Position after, int most) {
        Search any = search.atAnyStage();
        // Written so that an index on stage, time and id begins where the part before ended.
        String behind = after == null
                ? "d.stage = :column"
                : "d.stage = :column and d.stageSince <= :since and (d.stageSince < :since or d.id < :id)";
        SightCondition seen = sight.deals("d");
        TypedQuery<Deal> query = seen.bind(any.bind(entities.createQuery(
                        "select d from Deal d join fetch d.client c" + any.where(behind, seen.text())
                                + " order by d.stageSince desc, d.id desc",
                        Deal.class)))
                .setParameter("column", stage);
        if (after != null) {
            query.setParameter("since", after.since()).setParameter("id", after.id());
        }
        return query.setMaxResults(most).getResultList();
    }

    /** @return the same deals with what a board or a list shows of them, in the same order */
    public List<Line> lines(List<Deal> deals) {
        Scale scale = probabilities.scale();
        Map<Long, BigDecimal> premiums = premiums(deals);
        Map<String, NextStep> steps = nextSteps.of(deals);
        return deals.stream()
                .map(deal -> {
                    BigDecimal premium = premiums.get(deal.id());
                    return new Line(deal, premium, scale.expected(deal.stage(), premium), steps.get(deal.number()));
                })
                .toList();
    }

    private Map<Long, BigDecimal> premiums(List<Deal> deals) {
        Map<Long, BigDecimal> premiums = new HashMap<>();
        if (!deals.isEmpty()) {
            entities.createQuery(
                            "select f.dealId, f.premium from DealFigures f where f.dealId in :deals", Object[].class)
                    .setParameter("deals", deals.stream().map(Deal::id).toList())
                    .getResultList()
                    .forEach(row -> premiums.put((Long) row[0], (BigDecimal) row[1]));
        }
        return premiums;
    }
}
