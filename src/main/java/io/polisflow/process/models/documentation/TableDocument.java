package io.polisflow.process.models.documentation;

import io.polisflow.process.models.documentation.ModelDocument.Use;
import io.polisflow.process.models.documentation.ModelDocument.Version;
import java.util.List;

/**
 * A deployed version of a decision table in words.
 *
 * @param definition id of the version, good for its figures
 * @param description what our element template says of it, or null
 * @param historyDays how long the engine remembers its answers, or null when for ever
 * @param hitPolicy which of the rows that fit answer, in Russian
 * @param uses the steps of models in force that ask it
 */
public record TableDocument(
        String definition,
        String key,
        String name,
        int version,
        String description,
        Integer historyDays,
        List<Version> versions,
        String hitPolicy,
        List<Column> columns,
        List<Row> rows,
        List<Use> uses) {

    /** @return whether this version is asked now */
    public boolean inForce() {
        return versions.get(0).number() == version;
    }

    /** @param input whether it is asked and not answered */
    public record Column(String title, boolean input) {}

    /**
     * @param number from 1
     * @param cells one for each column
     * @param note what is written beside the row, blank when nothing
     */
    public record Row(String id, int number, List<Cell> cells, String note) {}

    /**
     * @param text as the table writes it; blank fits everything
     * @param words what the names in it stand for; blank when they are none of ours
     */
    public record Cell(String text, String words) {}
}
