package io.polisflow.crm.overview;

import io.polisflow.crm.policy.Policy;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Adds up what a client pays a year: every policy counts in the year in which it begins, cancelled ones do not. */
public final class PremiumByYear {

    private PremiumByYear() {}

    /** @return year → rubles, from the first year to the last without a gap */
    public static Map<Integer, BigDecimal> of(Collection<Policy> policies) {
        TreeMap<Integer, BigDecimal> years = new TreeMap<>();
        policies.stream()
                .filter(policy -> !policy.isCancelled())
                .forEach(policy -> years.merge(policy.startsOn().getYear(), policy.premium(), BigDecimal::add));
        if (!years.isEmpty()) {
            IntStream.rangeClosed(years.firstKey(), years.lastKey())
                    .forEach(year -> years.putIfAbsent(year, BigDecimal.ZERO));
        }
        return years;
    }
}
