package io.polisflow.process.models.draft;

import io.polisflow.process.models.draft.FileDifference.Sort;
import java.util.List;

/** A decision table in force and as it would be, row by row. */
public record TableDifference(String decision, String name, List<Column> columns, List<Row> rows) {

    /** @param input whether it is asked, and not answered */
    public record Column(Sort sort, String title, boolean input) {}

    /**
     * @param before its place in force, counted from 1, or 0 when it is new
     * @param after its place in the draft, or 0 when it is gone
     * @param moved whether rows that stay have changed their order around it
     */
    public record Row(Sort sort, int before, int after, boolean moved, List<Cell> cells) {

        public boolean isSame() {
            return sort == Sort.SAME && !moved;
        }
    }

    /** @param before blank for any value, null when row or column was not there; likewise {@code after} */
    public record Cell(String before, String after) {

        public boolean isChanged() {
            return before != null && after != null && !before.equals(after);
        }

        /** @return what is to be read when nothing has changed, or only one of both is there */
        public String shown() {
            return after == null ? before : after;
        }
    }

    /** @return how many rows stay as they are */
    public long unchanged() {
        return rows.stream().filter(Row::isSame).count();
    }

    public boolean isEmpty() {
        return unchanged() == rows.size() && columns.stream().allMatch(column -> column.sort() == Sort.SAME);
    }
}
