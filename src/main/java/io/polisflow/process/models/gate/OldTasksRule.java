package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Table.Row;
import org.springframework.stereotype.Component;

/** A new table of deadlines must go on answering for the tasks of older versions as long as instances of these run. */
@Component
class OldTasksRule implements ModelRule {

    private static final String NEEDED = "deadline-still-needed";

    private final ModelVocabulary vocabulary;

    OldTasksRule(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        if (set.oldTasks().isEmpty()) {
            return;
        }
        Table.each(set, table -> {
            if (TableContract.DEADLINES.equals(table.key()) && TableRowsRule.isWellFormed(table)) {
                TableSpace space = new TableSpace(table, set, vocabulary);
                set.oldTasks().forEach(task -> check(table, space, task, findings));
            }
        });
    }

    private static void check(Table table, TableSpace space, OldTask task, Findings findings) {
        String problem =
                "Нет строки для задачи «%s» (%s): в новой версии процесса %s её нет, но на прежних идёт экземпляров: %d"
                        .formatted(task.name(), task.task(), task.process(), task.instances());
        String row = "строку (процесс \"%s\", задача \"%s\")".formatted(task.process(), task.task());
        if (!space.possible()
                .uncovered(table.rows().size(), space.question(task.process(), task.task()), 1)
                .isEmpty()) {
            findings.error(
                    NEEDED,
                    table.place(),
                    problem + "; без срока такая задача не откроется.",
                    "Верните " + row + ", пока они не закончатся или не перейдут на новую версию.");
        } else if (table.rows().stream().noneMatch(each -> names(table, each, task))) {
            findings.warning(
                    NEEDED,
                    table.place(),
                    problem + "; срок им даст общая строка.",
                    "Верните " + row + ", если срок должен остаться прежним.");
        }
    }

    private static boolean names(Table table, Row row, OldTask task) {
        return table.strings(row, Codes.USER_TASK).contains(task.task())
                && (table.strings(row, Codes.PROCESS).isEmpty()
                        || table.strings(row, Codes.PROCESS).contains(task.process()));
    }
}
