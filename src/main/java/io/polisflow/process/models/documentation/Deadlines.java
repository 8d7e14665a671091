package io.polisflow.process.models.documentation;

import io.polisflow.process.models.documentation.ModelDocument.Deadline;
import io.polisflow.process.models.documentation.TableRows.Row;
import java.util.ArrayList;
import java.util.List;

/** Finds in the table that gives tasks their deadlines the rows that concern one task. */
final class Deadlines {

    static final String TABLE = "task-sla";

    private final TableRows table;

    /** @param table the one in force, null when there is none */
    Deadlines(TableRows table) {
        this.table = table;
    }

    /** @return in the order in which the table asks, up to the row that asks nothing more */
    List<Deadline> of(String process, String task) {
        List<Deadline> deadlines = new ArrayList<>();
        if (table == null) {
            return deadlines;
        }
        int processColumn = table.column("process");
        int taskColumn = table.column("task");
        for (Row row : table.rows()) {
            if (!TableRows.fits(cell(row, processColumn), process) || !TableRows.fits(cell(row, taskColumn), task)) {
                continue;
            }
            List<String> more = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                if (table.columns().get(i).input()
                        && i != processColumn
                        && i != taskColumn
                        && !cell(row, i).isEmpty()) {
                    more.add(table.columns().get(i).title() + ": " + cell(row, i));
                }
            }
            deadlines.add(new Deadline(
                    String.join("; ", more),
                    cell(row, table.column("takeHours")),
                    cell(row, table.column("workingHours")),
                    cell(row, table.column("warningShare"))));
            if (more.isEmpty()) {
                break;
            }
        }
        return deadlines;
    }

    private static String cell(Row row, int column) {
        return column < 0 || column >= row.cells().size() ? "" : row.cells().get(column);
    }
}
