package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Table.InputColumn;
import io.polisflow.process.models.gate.Table.OutputColumn;
import io.polisflow.process.models.gate.Table.Row;
import org.springframework.stereotype.Component;

/** Whatever is written in a table must be FEEL that parses and of its column's type. */
@Component
class TableTextRule implements ModelRule {

    private static final String UNREADABLE = "unreadable-feel";
    private static final String LANGUAGE = "foreign-language";
    private static final String TYPE = "unfit-type";
    private static final String CELLS = "cell-count";

    private static final String FEEL_REMEDY = "Исправьте запись по правилам FEEL: текст в кавычках (\"текст\"), "
            + "границы через две точки ([1..5]), дробь через точку (0.75).";

    @Override
    public void check(ModelSet set, Findings findings) {
        Table.each(set, table -> new Check(table, findings).run());
    }

    private record Check(Table table, Findings findings) {

        void run() {
            table.inputs().forEach(this::head);
            table.outputs().forEach(column -> {
                type(table.place(column), column.title(), column.type());
                allowed(table.place(column), column.title(), column.allowed());
            });
            table.rows().forEach(this::row);
        }

        private void head(InputColumn column) {
            Place place = table.place(column);
            String language = column.input().getInputExpression() == null
                    ? null
                    : column.input().getInputExpression().getExpressionLanguage();
            if (language(place, "«" + column.title() + "»", language)) {
                return;
            }
            if (column.expression().text().isEmpty()) {
                findings.error(
                        UNREADABLE,
                        place,
                        "Столбец «" + column.title() + "» ничего не сравнивает: выражение пустое.",
                        "Впишите в столбец имя переменной.");
            } else if (!column.expression().parses()) {
                findings.error(
                        UNREADABLE,
                        place,
                        "Выражение столбца «" + column.title() + "» не читается: "
                                + column.expression().text() + ".",
                        FEEL_REMEDY);
            }
            type(place, column.title(), column.type());
            allowed(place, column.title(), column.allowed());
        }

        private void allowed(Place place, String title, UnaryTest allowed) {
            if (!allowed.isEmpty() && !allowed.feel().parses()) {
                findings.error(
                        UNREADABLE,
                        place,
                        "Список допустимых значений столбца «" + title + "» не читается: "
                                + allowed.feel().text() + ".",
                        FEEL_REMEDY);
            }
        }

        private void type(Place place, String title, String type) {
            if (!type.isEmpty() && !CellCheck.isKnown(type)) {
                findings.error(
                        TYPE,
                        place,
                        "Тип столбца «" + title + "» неизвестен: " + type + ".",
                        "Выберите тип string, boolean, integer, long, double или date.");
            }
        }

        private void row(Row row) {
            if (row.tests().size() != table.inputs().size()
                    || row.results().size() != table.outputs().size()) {
                findings.error(
                        CELLS,
                        table.place(row),
                        "В строке " + row.number() + " ячеек не столько, сколько столбцов.",
                        "Откройте таблицу в Camunda Modeler, удалите строку и впишите её заново.");
                return;
            }
            for (int i = 0; i < row.tests().size(); i++) {
                input(row, i);
            }
            for (int i = 0; i < row.results().size(); i++) {
                output(row, i);
            }
        }

        private void input(Row row, int index) {
            InputColumn column = table.inputs().get(index);
            String where = where(row, column.title());
            UnaryTest cell = row.tests().get(index);
            if (language(table.place(row), where, Table.language(row, index, true)) || cell.isEmpty()) {
                return;
            }
            if (!cell.feel().parses()) {
                unreadable(row, where, cell.feel());
                return;
            }
            cell.constants().forEach(constant -> fits(row, where, column.type(), constant));
        }

        private void output(Row row, int index) {
            OutputColumn column = table.outputs().get(index);
            String where = where(row, column.title());
            Feel cell = row.results().get(index);
            if (language(table.place(row), where, Table.language(row, index, false)) || cell == null) {
                return;
            }
            if (!cell.parses()) {
                unreadable(row, where, cell);
            } else if (Feel.isConstant(cell.tree())) {
                fits(row, where, column.type(), Feel.valueOf(cell.tree()));
            }
        }

        private void unreadable(Row row, String where, Feel cell) {
            findings.error(
                    UNREADABLE,
                    table.place(row),
                    "Запись " + where + " не читается: " + cell.text() + ".",
                    FEEL_REMEDY);
        }

        private void fits(Row row, String where, String type, Object value) {
            if (!CellCheck.fits(type, value)) {
                findings.error(
                        TYPE,
                        table.place(row),
                        "Значение " + where + " не подходит к типу " + type + ": " + SampleValues.shown(value) + ".",
                        "Исправьте значение или тип столбца.");
            }
        }

        /** @return whether it is another language than FEEL, so that there is no point in going on */
        private boolean language(Place place, String where, String language) {
            String foreign = Table.foreignLanguage(language);
            if (foreign != null) {
                findings.error(
                        LANGUAGE,
                        place,
                        "Запись " + where + " на языке " + foreign + "; таблицы пишут только на FEEL.",
                        "Уберите язык выражения и запишите условие на FEEL.");
            }
            return foreign != null;
        }

        private static String where(Row row, String title) {
            return "в строке " + row.number() + ", столбец «" + title + "»,";
        }
    }
}
