package io.polisflow.crm.policy;

import io.polisflow.crm.policy.Renewal.State;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Counts how many of the policies that end in a period are kept, and how much of their premium. */
@Service
@Transactional(readOnly = true)
public class Retention {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final RenewalRepository renewals;

    Retention(RenewalRepository renewals) {
        this.renewals = renewals;
    }

    /**
     * What became of the policies that end in a period; those cancelled before their end are not among them.
     *
     * @param due all of them
     * @param lostToCompetitor refused for another insurer
     * @param lostOtherwise refused for any other reason
     * @param paused put off by the client or with their deal
     * @param open waiting, due or being sold
     * @param ratePercent sold of those decided (sold or lost), scale 1; null while none is
     * @param premiumDue rubles, of all; {@code premiumKept} of the sold ones, at the expiring policies' price
     * @param premiumPercent kept of decided premium, scale 1; null while none is
     */
    public record Figures(
            long due,
            long sold,
            long lostToCompetitor,
            long lostOtherwise,
            long paused,
            long open,
            BigDecimal ratePercent,
            BigDecimal premiumDue,
            BigDecimal premiumKept,
            BigDecimal premiumPercent) {}

    /** The figures of one month. */
    public record Month(YearMonth month, Figures figures) {}

    /** @param months from first to last, those without policies too */
    public record Report(LocalDate from, LocalDate to, List<Month> months, Figures total) {}

    /**
     * @param first month of the policies' ends; {@code last} likewise, both included
     * @throws IllegalArgumentException when the last is before the first or the period is longer than ten years
     */
    public Report report(YearMonth first, YearMonth last) {
        if (last.isBefore(first) || last.isAfter(first.plusYears(10))) {
            throw new IllegalArgumentException("Период: от первого месяца до последнего, не больше десяти лет");
        }
        Map<YearMonth, Tally> months = new TreeMap<>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            months.put(month, new Tally());
        }
        Tally total = new Tally();
        for (RenewalRepository.Count count : renewals.countByMonthAndState(first.atDay(1), last.atEndOfMonth())) {
            months.get(YearMonth.of(count.getYear(), count.getMonth())).add(count);
            total.add(count);
        }
        List<Month> rows = new ArrayList<>();
        months.forEach((month, tally) -> rows.add(new Month(month, tally.figures())));
        return new Report(first.atDay(1), last.atEndOfMonth(), List.copyOf(rows), total.figures());
    }

    private static final class Tally {

        private final Map<State, Long> policies = new EnumMap<>(State.class);
        private final Map<State, BigDecimal> premiums = new EnumMap<>(State.class);

        void add(RenewalRepository.Count count) {
            if (count.getState() != State.CANCELLED) {
                policies.merge(count.getState(), count.getPolicies(), Long::sum);
                premiums.merge(count.getState(), count.getPremium(), BigDecimal::add);
            }
        }

        Figures figures() {
            long sold = of(State.SOLD);
            BigDecimal kept = premium(State.SOLD);
            BigDecimal decidedPremium = kept.add(premium(State.COMPETITOR)).add(premium(State.LOST));
            return new Figures(
                    policies.values().stream().mapToLong(Long::longValue).sum(),
                    sold,
                    of(State.COMPETITOR),
                    of(State.LOST),
                    of(State.PAUSED),
                    of(State.WAITING) + of(State.DUE) + of(State.IN_WORK),
                    percent(BigDecimal.valueOf(sold), BigDecimal.valueOf(sold + of(State.COMPETITOR) + of(State.LOST))),
                    premiums.values().stream()
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .setScale(2, RoundingMode.HALF_UP),
                    kept,
                    percent(kept, decidedPremium));
        }

        private long of(State state) {
            return policies.getOrDefault(state, 0L);
        }

        private BigDecimal premium(State state) {
            return premiums.getOrDefault(state, BigDecimal.ZERO).setScale(2, RoundingMode.HALF_UP);
        }

        private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
            return whole.signum() == 0 ? null : part.multiply(HUNDRED).divide(whole, 1, RoundingMode.HALF_UP);
        }
    }
}
