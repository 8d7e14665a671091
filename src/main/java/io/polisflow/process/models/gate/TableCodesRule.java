package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Table.Row;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Component;

/** Codes in a table's cells must exist, and its answers must be such that whoever reads them can work with them. */
@Component
class TableCodesRule implements ModelRule {

    private static final String CODE = "unknown-code";
    private static final String TASK = "deadline-of-no-task";
    private static final String OLD_TASK = "deadline-of-old-task";
    private static final String VALUE = "value-not-allowed";

    private final ModelVocabulary vocabulary;

    TableCodesRule(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        Table.each(set, table -> new Check(table, set, vocabulary, findings, new EnumMap<>(Codes.class)).run());
    }

    /** @param known what was asked for once: all cells of a column need the same */
    private record Check(
            Table table, ModelSet set, ModelVocabulary vocabulary, Findings findings, Map<Codes, Set<String>> known) {

        private Set<String> known(Codes codes) {
            return known.computeIfAbsent(codes, each -> each.known(set, vocabulary));
        }

        void run() {
            for (Row row : table.rows()) {
                for (int i = 0; i < Math.min(row.tests().size(), table.inputs().size()); i++) {
                    Table.InputColumn column = table.inputs().get(i);
                    UnaryTest cell = row.tests().get(i);
                    if (!cell.isEmpty() && cell.feel().parses()) {
                        codes(row, column.title(), Codes.byVariable(column.name()), cell.feel());
                        cell.constants().forEach(value -> allowed(row, column.title(), column.allowed(), value));
                    }
                }
                for (int i = 0;
                        i < Math.min(row.results().size(), table.outputs().size());
                        i++) {
                    Table.OutputColumn column = table.outputs().get(i);
                    Feel cell = row.results().get(i);
                    if (cell == null) {
                        needed(row, column);
                    } else if (cell.parses()) {
                        codes(row, column.title(), Codes.byVariable(column.name()), cell);
                        result(row, column, cell);
                    }
                }
                task(row);
            }
        }

        private void codes(Row row, String title, Codes codes, Feel cell) {
            Set<String> known = codes == null ? Set.of() : known(codes);
            if (known.isEmpty()) {
                return;
            }
            for (String code : cell.strings()) {
                if (!known.contains(code) && !(codes == Codes.USER_TASK && toldAsOld(row, code))) {
                    findings.error(
                            codes == Codes.USER_TASK && isDeadlines() ? TASK : CODE,
                            table.place(row),
                            "Строка " + row.number() + ", столбец «" + title + "»: нет " + codes.title() + " с кодом «"
                                    + code + "».",
                            CodeHint.remedy(code, known));
                }
            }
        }

        /** Both columns may be right each for itself and the task be another process's. */
        private void task(Row row) {
            Set<String> processes = table.strings(row, Codes.PROCESS);
            Set<String> tasks = table.strings(row, Codes.USER_TASK);
            if (processes.isEmpty() || tasks.isEmpty()) {
                return;
            }
            Set<String> here = set.models().values().stream()
                    .filter(model -> model.getModelElementsByType(Process.class).stream()
                            .anyMatch(process -> processes.contains(process.getId())))
                    .flatMap(Check::tasks)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> everywhere = known(Codes.USER_TASK);
            for (String task : tasks) {
                if (everywhere.contains(task) && !here.isEmpty() && !here.contains(task) && !toldAsOld(row, task)) {
                    findings.error(
                            TASK,
                            table.place(row),
                            "Строка " + row.number() + ": в процессе " + String.join(", ", processes) + " нет задачи «"
                                    + task + "».",
                            CodeHint.remedy(task, here));
                }
            }
        }

        private static Stream<String> tasks(BpmnModelInstance model) {
            return model.getModelElementsByType(UserTask.class).stream().map(UserTask::getId);
        }

        /** @return whether only older versions have the task, but still run; this is told and stops nothing */
        private boolean toldAsOld(Row row, String task) {
            Set<String> processes = table.strings(row, Codes.PROCESS);
            long instances = set.oldTasks().stream()
                    .filter(old -> old.task().equals(task))
                    .filter(old -> processes.isEmpty() || processes.contains(old.process()))
                    .mapToLong(OldTask::instances)
                    .sum();
            if (instances > 0) {
                findings.warning(
                        OLD_TASK,
                        table.place(row),
                        "Строка " + row.number() + ": задача «" + task
                                + "» есть только в прежних версиях процесса, экземпляров на них идёт: " + instances
                                + ".",
                        "Удалите строку, когда они закончатся или перейдут на новую версию.");
            }
            return instances > 0;
        }

        private boolean isDeadlines() {
            return TableContract.DEADLINES.equals(table.key());
        }

        private void needed(Row row, Table.OutputColumn column) {
            TableContract contract = TableContract.of(table.key());
            if (contract != null && contract.read().containsKey(column.name())) {
                findings.error(
                        VALUE,
                        table.place(row),
                        "Строка " + row.number() + ", столбец «" + column.title() + "»: нет значения.",
                        "Впишите значение: без него программа не продолжит.");
            }
        }

        private void result(Row row, Table.OutputColumn column, Feel cell) {
            if (!Feel.isConstant(cell.tree())) {
                return;
            }
            Object value = Feel.valueOf(cell.tree());
            allowed(row, column.title(), column.allowed(), value);
            TableContract contract = TableContract.of(table.key());
            if (contract != null) {
                allowed(row, column.title(), new UnaryTest(contract.wanted(column.name())), value);
            }
        }

        private void allowed(Row row, String title, UnaryTest allowed, Object value) {
            if (value != null && !allowed.isEmpty() && allowed.isAnalysable() && !allowed.admits(value)) {
                findings.error(
                        VALUE,
                        table.place(row),
                        "Строка " + row.number() + ", столбец «" + title + "»: значение " + SampleValues.shown(value)
                                + " не допускается.",
                        "Допустимо: " + allowed.feel().text() + ".");
            }
        }
    }
}
