package io.polisflow.process.sla;

import io.polisflow.process.sla.DeadlineMoves.Part;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts moves of deadlines, in all and by process and group. */
final class MoveCount {

    private static final Comparator<Key> ORDER = Comparator.comparing(
                    Key::process, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Key::group, Comparator.nullsLast(Comparator.naturalOrder()));

    private final Instant now;
    private final Map<Key, int[]> parts = new LinkedHashMap<>();
    private final int[] all = new int[4];
    private int open;
    private int withoutRow;

    MoveCount(Instant now) {
        this.now = now;
    }

    private record Key(String process, String group) {}

    void add(Deadline before, Deadline after) {
        open++;
        if (after.terms().isDefault()) {
            withoutRow++;
        }
        int direction = after.dates().dueAt().compareTo(before.dates().dueAt());
        if (direction == 0) {
            return;
        }
        boolean was = overdue(before);
        boolean is = overdue(after);
        int[] part = parts.computeIfAbsent(
                new Key(before.work() == null ? null : before.work().process(), before.group()), key -> new int[4]);
        for (int[] counts : new int[][] {all, part}) {
            counts[direction < 0 ? 0 : 1]++;
            counts[2] += !was && is ? 1 : 0;
            counts[3] += was && !is ? 1 : 0;
        }
    }

    private boolean overdue(Deadline deadline) {
        return deadline.state(now) == DeadlineState.OVERDUE;
    }

    DeadlineMoves result() {
        List<Part> sorted = parts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(part -> new Part(
                        part.getKey().process(),
                        part.getKey().group(),
                        part.getValue()[0],
                        part.getValue()[1],
                        part.getValue()[2],
                        part.getValue()[3]))
                .toList();
        return new DeadlineMoves(open, all[0], all[1], all[2], all[3], withoutRow, sorted);
    }
}
