package io.polisflow.web.calendar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts what overlaps side by side, and says of how much there was no room for. */
final class Lanes {

    /** Nothing is drawn lower than a line of text, so shorter things count as so long. */
    static final int SHORTEST_MINUTES = 30;

    private static final int DAY_MINUTES = 24 * 60;

    private Lanes() {}

    /**
     * @param from minutes of the day
     * @param lane from 0
     * @param lanes into how many the width is parted there
     */
    record Placed(Entry entry, int from, int minutes, int lane, int lanes) {

        /** Whether there is room for a second line. */
        public boolean isTall() {
            return minutes > SHORTEST_MINUTES;
        }
    }

    /** So many had no lane of their own; the last lane tells it, from that minute of the day on. */
    record Hidden(int from, int lane, int lanes, int count) {}

    record Layout(List<Placed> placed, List<Hidden> hidden) {}

    /** @param most how many may stand side by side, at least two; where there are more the last lane tells how many */
    static Layout of(List<Entry> entries, int most) {
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing(Lanes::from)
                        .thenComparing(Comparator.comparing(Lanes::length).reversed()))
                .toList();
        List<Placed> placed = new ArrayList<>();
        List<Hidden> hidden = new ArrayList<>();
        List<Entry> cluster = new ArrayList<>();
        int end = 0;
        for (Entry entry : sorted) {
            if (!cluster.isEmpty() && from(entry) >= end) {
                place(cluster, most, placed, hidden);
                cluster.clear();
            }
            cluster.add(entry);
            end = Math.max(end, to(entry));
        }
        place(cluster, most, placed, hidden);
        return new Layout(placed, hidden);
    }

    private static void place(List<Entry> cluster, int most, List<Placed> placed, List<Hidden> hidden) {
        List<Integer> ends = new ArrayList<>();
        int[] lanes = new int[cluster.size()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = free(ends, from(cluster.get(i)));
            if (lanes[i] == ends.size()) {
                ends.add(0);
            }
            ends.set(lanes[i], to(cluster.get(i)));
        }
        boolean tooMany = ends.size() > most;
        int shown = tooMany ? most - 1 : ends.size();
        int width = tooMany ? most : ends.size();
        int left = 0;
        for (int i = 0; i < lanes.length; i++) {
            Entry entry = cluster.get(i);
            if (lanes[i] < shown) {
                placed.add(new Placed(entry, from(entry), length(entry), lanes[i], width));
            } else {
                left++;
            }
        }
        if (left > 0) {
            hidden.add(new Hidden(from(cluster.get(0)), shown, width, left));
        }
    }

    private static int free(List<Integer> ends, int from) {
        for (int lane = 0; lane < ends.size(); lane++) {
            if (ends.get(lane) <= from) {
                return lane;
            }
        }
        return ends.size();
    }

    private static int from(Entry entry) {
        return Math.min(entry.from(), DAY_MINUTES - SHORTEST_MINUTES);
    }

    private static int length(Entry entry) {
        return Math.min(Math.max(entry.minutes(), SHORTEST_MINUTES), DAY_MINUTES - from(entry));
    }

    private static int to(Entry entry) {
        return from(entry) + length(entry);
    }
}
