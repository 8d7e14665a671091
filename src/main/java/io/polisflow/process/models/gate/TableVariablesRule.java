package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Table.InputColumn;
import io.polisflow.process.models.gate.Table.Row;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.Output;
import org.springframework.stereotype.Component;

/** What a table compares must be given to it, and what it answers must be read: a column that is neither decides nothing. */
@Component
class TableVariablesRule implements ModelRule {

    private static final String NOT_GIVEN = "unknown-input";
    private static final String NOT_READ = "unread-output";
    private static final String MISSING = "missing-output";
    private static final String UNUSED = "unused-decision";
    private static final String SINGLE = "single-output";

    /** The maps of a business rule task that take the value of the only column, whatever its name. */
    private static final Set<String> ONLY_VALUE = Set.of("singleEntry", "collectEntries");

    private final WrittenVariables written;

    TableVariablesRule(WrittenVariables written) {
        this.written = written;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        Table.each(set, table -> new Check(table, findings, DecisionUse.of(table.key(), set, written)).run());
    }

    private static final class Check {

        private final Table table;
        private final Findings findings;
        private final TableContract contract;
        private final DecisionUse use;

        Check(Table table, Findings findings, DecisionUse use) {
            this.table = table;
            this.findings = findings;
            this.contract = TableContract.of(table.key());
            this.use = use;
        }

        void run() {
            if (contract == null && !use.isAsked() && !isRequired()) {
                findings.warning(
                        UNUSED,
                        table.place(),
                        "Решение " + table.key() + " никто не спрашивает.",
                        "Назовите его в задаче «Business Rule Task» или удалите файл.");
                return;
            }
            if (!use.givesEverything() && !isRequired()) {
                inputs();
            }
            outputs();
        }

        /** @return whether another decision of the same file asks it */
        private boolean isRequired() {
            return table.decision().getModelInstance().getModelElementsByType(InformationRequirement.class).stream()
                    .anyMatch(required -> table.decision().equals(required.getRequiredDecision()));
        }

        private void inputs() {
            Set<String> given = new TreeSet<>(use.given());
            if (contract != null) {
                given.addAll(contract.given());
            }
            table.decision().getInformationRequirements().stream()
                    .map(InformationRequirement::getRequiredDecision)
                    .filter(Decision.class::isInstance)
                    .forEach(decision -> outputs(decision).forEach(given::add));
            for (InputColumn column : table.inputs()) {
                for (String name : unknown(column.expression(), given)) {
                    findings.error(
                            NOT_GIVEN,
                            table.place(column),
                            "Столбец «" + column.title() + "» сравнивает переменную «" + name
                                    + "», которую никто не задаёт.",
                            CodeHint.remedy(name, given));
                }
            }
            Set<String> inCells = new LinkedHashSet<>(given);
            inCells.add("cellInput");
            table.inputs().forEach(column -> {
                if (column.input().getCamundaInputVariable() != null) {
                    inCells.add(column.input().getCamundaInputVariable());
                }
            });
            for (Row row : table.rows()) {
                row.tests().stream().filter(cell -> !cell.isEmpty()).forEach(cell -> cell(row, cell.feel(), inCells));
                row.results().stream().filter(cell -> cell != null).forEach(cell -> cell(row, cell, inCells));
            }
        }

        private static List<String> outputs(Decision decision) {
            return decision.getModelInstance().getModelElementsByType(Output.class).stream()
                    .filter(output ->
                            output.getParentElement().getParentElement().equals(decision))
                    .map(Output::getName)
                    .toList();
        }

        private void cell(Row row, Feel cell, Set<String> known) {
            for (String name : unknown(cell, known)) {
                findings.error(
                        NOT_GIVEN,
                        table.place(row),
                        "Строка " + row.number() + " читает переменную «" + name + "», которую никто не задаёт.",
                        "Если это текст или код, возьмите его в кавычки: \"" + name + "\".");
            }
        }

        private static Set<String> unknown(Feel feel, Set<String> known) {
            Set<String> names = feel.parses() ? feel.variables() : Set.of();
            names = new LinkedHashSet<>(names);
            names.removeAll(known);
            return names;
        }

        private void outputs() {
            Set<String> names =
                    table.outputs().stream().map(Table.OutputColumn::name).collect(Collectors.toSet());
            if (contract != null) {
                new TreeSet<>(contract.read().keySet())
                        .stream()
                                .filter(name -> !names.contains(name))
                                .forEach(name -> findings.error(
                                        MISSING,
                                        table.place(),
                                        "В таблице нет столбца-ответа «" + name + "», который читает программа.",
                                        "Верните столбец с именем «" + name + "»."));
            }
            for (Table.OutputColumn column : table.outputs()) {
                if (!isRead(column.name())) {
                    unread(column);
                }
            }
            if (table.outputs().size() > 1 && use.maps().stream().anyMatch(ONLY_VALUE::contains)) {
                findings.error(
                        SINGLE,
                        table.place(),
                        "Модель берёт из строки одно значение, а столбцов-ответов "
                                + table.outputs().size() + ".",
                        "Оставьте один столбец-ответ или выберите в задаче «singleResult» или «resultList».");
            }
        }

        private boolean isRead(String name) {
            return contract == null
                    ? use.maps().stream().anyMatch(ONLY_VALUE::contains) || use.names(name) || isRequired()
                    : contract.reads(name) || use.names(name);
        }

        private void unread(Table.OutputColumn column) {
            String problem = "Ответ «" + column.name() + "» (столбец «" + column.title() + "») никто не читает.";
            if (contract != null) {
                findings.error(
                        NOT_READ,
                        table.place(column),
                        problem,
                        CodeHint.remedy(column.name(), contract.read().keySet()));
            } else {
                findings.warning(NOT_READ, table.place(column), problem, "Прочтите его в модели или удалите столбец.");
            }
        }
    }
}
