package io.polisflow.process.models.gate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a decision table as boxes in the space of its columns' sample values: finds where two meet and where there is none. */
final class RowSpace {

    /** A table that needs more is too intricate to be read by a person either. */
    private static final int MOST_STEPS = 200_000;

    private final List<List<Object>> samples;
    private final BitSet[][] boxes;
    private int steps;

    /**
     * @param samples by column
     * @param rows each with its cells by column
     * @param unknownAdmits whether a cell that cannot be analysed is taken to admit everything, or nothing
     */
    RowSpace(List<List<Object>> samples, List<List<UnaryTest>> rows, boolean unknownAdmits) {
        this.samples = samples;
        this.boxes = new BitSet[rows.size()][samples.size()];
        for (int row = 0; row < boxes.length; row++) {
            for (int column = 0; column < samples.size(); column++) {
                boxes[row][column] = admitted(rows.get(row).get(column), samples.get(column), unknownAdmits);
            }
        }
    }

    private static BitSet admitted(UnaryTest cell, List<Object> samples, boolean unknownAdmits) {
        BitSet admitted = new BitSet();
        for (int i = 0; i < samples.size(); i++) {
            boolean known = cell.isAnalysable()
                    && (samples.get(i) != SampleValues.ANY || cell.constants().isEmpty());
            admitted.set(i, known ? cell.admits(samples.get(i)) : unknownAdmits);
        }
        return admitted;
    }

    /** @return the whole space */
    BitSet[] everything() {
        return samples.stream().map(column -> bits(column.size())).toArray(BitSet[]::new);
    }

    /** @return the part of the space where that row applies */
    BitSet[] box(int row) {
        return boxes[row].clone();
    }

    /** @return whether there is no value at all that the row applies to */
    boolean isEmpty(int row) {
        for (BitSet column : boxes[row]) {
            if (column.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** @return a point where both rows apply, or null when there is none */
    Object[] common(int one, int other) {
        Object[] point = new Object[samples.size()];
        for (int column = 0; column < point.length; column++) {
            BitSet both = (BitSet) boxes[one][column].clone();
            both.and(boxes[other][column]);
            if (both.isEmpty()) {
                return null;
            }
            point[column] = shown(column, both);
        }
        return point;
    }

    /** @return whether the first row applies wherever the second does */
    boolean contains(int row, BitSet[] box) {
        return containsRest(row, 0, box);
    }

    /**
     * @param rows how many from the top count
     * @param within where to look
     * @param most how many points are wanted
     * @return points where none of the rows applies
     */
    List<Object[]> uncovered(int rows, BitSet[] within, int most) {
        List<Object[]> found = new ArrayList<>();
        search(0, bits(rows), within, new Object[samples.size()], found, most);
        return found;
    }

    /** @return whether it gave up before everything was looked at */
    boolean isExhausted() {
        return steps > MOST_STEPS;
    }

    private void search(int column, BitSet rows, BitSet[] within, Object[] point, List<Object[]> found, int most) {
        if (found.size() >= most || ++steps > MOST_STEPS) {
            return;
        }
        if (rows.isEmpty()) {
            Object[] gap = point.clone();
            for (int rest = column; rest < gap.length; rest++) {
                if (within[rest].isEmpty()) {
                    return;
                }
                gap[rest] = shown(rest, within[rest]);
            }
            found.add(gap);
            return;
        }
        if (column == samples.size() || rows.stream().anyMatch(row -> containsRest(row, column, within))) {
            return;
        }
        // Values that leave the same rows need to be looked at once.
        Map<BitSet, BitSet> groups = new LinkedHashMap<>();
        within[column].stream().forEach(sample -> {
            BitSet left = new BitSet();
            rows.stream().filter(row -> boxes[row][column].get(sample)).forEach(left::set);
            groups.computeIfAbsent(left, key -> new BitSet()).set(sample);
        });
        groups.forEach((left, values) -> {
            point[column] = shown(column, values);
            search(column + 1, left, within, point, found, most);
        });
    }

    private boolean containsRest(int row, int column, BitSet[] box) {
        for (int rest = column; rest < box.length; rest++) {
            BitSet outside = (BitSet) box[rest].clone();
            outside.andNot(boxes[row][rest]);
            if (!outside.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Object shown(int column, BitSet values) {
        List<Object> all = samples.get(column);
        return values.cardinality() == all.size() && all.size() > 1 ? SampleValues.ANY : all.get(values.nextSetBit(0));
    }

    private static BitSet bits(int count) {
        BitSet bits = new BitSet();
        bits.set(0, count);
        return bits;
    }
}
