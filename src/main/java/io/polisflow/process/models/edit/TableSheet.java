package io.polisflow.process.models.edit;

import java.util.List;

/**
 * A decision table as it is typed.
 *
 * @param decision its id
 * @param hitPolicy which rows count, in words
 */
public record TableSheet(String decision, String name, String hitPolicy, List<Column> columns, List<Row> rows) {

    /**
     * @param input whether it is a condition, and not an answer
     * @param type the column's {@code typeRef}, empty when it has none
     * @param asks what is compared, or under what name the answer is read
     */
    public record Column(String title, boolean input, String type, String asks) {}

    /**
     * @param id the rule's, or any other name when it is new
     * @param cells one for each column, blank for any value or no answer
     * @param note what is written beside the row
     */
    public record Row(String id, List<String> cells, String note) {}

    /** What is wrong with a cell. @param column from 0; as many as there are columns for the note */
    public record Problem(int row, int column, String text) {}

    /** The same table with other rows. */
    public TableSheet with(List<Row> typed) {
        return new TableSheet(decision, name, hitPolicy, columns, typed);
    }
}
