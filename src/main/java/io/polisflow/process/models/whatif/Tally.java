package io.polisflow.process.models.whatif;

import io.polisflow.process.models.whatif.TableReading.Said;
import io.polisflow.process.models.whatif.WhatIfAnswer.Case;
import io.polisflow.process.models.whatif.WhatIfAnswer.Group;
import io.polisflow.process.models.whatif.WhatIfAnswer.Kind;
import io.polisflow.process.models.whatif.WhatIfAnswer.Offer;
import io.polisflow.process.models.whatif.WhatIfAnswer.RowHits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts up question by question what would have come instead of what came. */
final class Tally {

    private final TableText table;
    private final TableReading reading;

    private final Map<Key, Counted> groups = new LinkedHashMap<>();
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final Map<String, int[]> offers = new TreeMap<>();
    private final Map<String, int[]> rules = new HashMap<>();
    private final Set<String> changedDeals = new HashSet<>();
    private final List<Found> found = new ArrayList<>();
    private int longer;
    private int shorter;

    Tally(TableText table, TableReading reading) {
        this.table = table;
        this.reading = reading;
    }

    private record Key(Kind kind, String subject, String before, String after, String difference) {}

    private record Found(String deal, Instant at, Counted group, String note) {}

    private static final class Counted {

        private final Key key;
        private final Set<String> deals = new HashSet<>();
        private int times;
        private int place;

        Counted(Key key) {
            this.key = key;
        }
    }

    /** What one question was and would be answered, read once for all that were asked the same. */
    record Comparison(
            Key key, Set<String> before, Set<String> after, BigDecimal difference, Outcome was, Outcome now) {}

    /** @param now null when it cannot be told, for that reason */
    Comparison compare(Map<String, Object> asked, Outcome was, Outcome now, String reason) {
        String subject = reading.subject(asked);
        Said before = reading.said(was, asked);
        if (now == null) {
            return new Comparison(new Key(Kind.UNANSWERED, null, reason, null, null), null, null, null, was, null);
        }
        Said after = reading.said(now, asked);
        BigDecimal difference = reading.difference(before, after);
        Key key = null;
        if (!before.counts().equals(after.counts())) {
            String by = difference == null ? null : reading.term(difference);
            key = new Key(Kind.CHANGED, subject, before.text(), after.text(), by);
        } else if (!before.rest().equals(after.rest())) {
            key = new Key(Kind.MINOR, subject, before.restText(), after.restText(), null);
        }
        return new Comparison(key, reading.each(before), reading.each(after), difference, was, now);
    }

    void add(Comparison comparison, String deal, Instant at, String note) {
        count(comparison.was().rules(), rules, 0);
        count(comparison.before(), offers, 0);
        if (comparison.now() != null) {
            count(comparison.now().rules(), rules, 1);
            count(comparison.after(), offers, 1);
        }
        Key key = comparison.key();
        if (key == null) {
            return;
        }
        kinds.merge(key.kind(), 1, Integer::sum);
        Counted group = groups.computeIfAbsent(key, Counted::new);
        group.times++;
        if (deal != null) {
            group.deals.add(deal);
        }
        found.add(new Found(deal, at, group, note));
        if (key.kind() == Kind.CHANGED) {
            if (deal != null) {
                changedDeals.add(deal);
            }
            if (comparison.difference() != null) {
                longer += comparison.difference().signum() > 0 ? 1 : 0;
                shorter += comparison.difference().signum() < 0 ? 1 : 0;
            }
        }
    }

    private static void count(Iterable<String> names, Map<String, int[]> counts, int side) {
        if (names != null) {
            names.forEach(name -> counts.computeIfAbsent(name, each -> new int[2])[side]++);
        }
    }

    WhatIfAnswer answer(Instant since, Instant until, int asked, boolean more) {
        List<Counted> sorted = groups.values().stream()
                .sorted(Comparator.comparing((Counted group) -> group.key.kind())
                        .thenComparing(group -> -group.times))
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            sorted.get(i).place = i;
        }
        return new WhatIfAnswer(
                table.key(),
                table.name(),
                null,
                since,
                until,
                asked,
                more,
                reading.changed(),
                kinds.getOrDefault(Kind.CHANGED, 0),
                changedDeals.size(),
                longer,
                shorter,
                kinds.getOrDefault(Kind.MINOR, 0),
                kinds.getOrDefault(Kind.UNANSWERED, 0),
                reading.about(),
                sorted.stream().map(Tally::group).toList(),
                offers.entrySet().stream()
                        .map(offer -> new Offer(offer.getKey(), offer.getValue()[0], offer.getValue()[1]))
                        .sorted(Comparator.comparing(offer -> -offer.after()))
                        .toList(),
                table.rules().stream().map(this::hits).toList(),
                found.stream()
                        .map(each -> new Case(each.deal(), each.at(), each.group().place, each.note()))
                        .toList());
    }

    private static Group group(Counted counted) {
        Key key = counted.key;
        return new Group(
                key.kind(),
                key.subject(),
                key.before(),
                key.after(),
                key.difference(),
                counted.times,
                counted.deals.size());
    }

    private RowHits hits(TableText.Line line) {
        int[] hits = rules.getOrDefault(line.id(), new int[2]);
        return new RowHits(line.number(), line.says(), hits[0], hits[1]);
    }
}
