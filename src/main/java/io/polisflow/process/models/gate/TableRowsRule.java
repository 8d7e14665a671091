package io.polisflow.process.models.gate;

import io.polisflow.process.models.gate.Table.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.springframework.stereotype.Component;

/** A table must give an answer to every question that can be put to it, and not two where one is wanted. */
@Component
class TableRowsRule implements ModelRule {

    private static final String OVERLAP = "overlapping-rows";
    private static final String GAP = "missing-rows";
    private static final String UNREACHABLE = "unreachable-row";
    private static final String UNKNOWN = "unanalysable-rows";
    private static final String REPEATED = "repeated-row";
    private static final String HIT_POLICY = "hit-policy";

    /** More examples of the same table would not be read. */
    private static final int MOST_GAPS = 3;

    private static final Set<HitPolicy> SUPPORTED =
            Set.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY, HitPolicy.COLLECT, HitPolicy.RULE_ORDER);
    private static final Set<HitPolicy> SINGLE = Set.of(HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY);

    private final ModelVocabulary vocabulary;

    TableRowsRule(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        Table.each(set, table -> {
            if (!SUPPORTED.contains(table.hitPolicy())) {
                findings.error(
                        HIT_POLICY,
                        table.place(),
                        "Правило выбора строк не поддерживается: "
                                + table.definition().getAttributeValue("hitPolicy") + ".",
                        "Выберите UNIQUE, FIRST, ANY, RULE ORDER или COLLECT.");
            } else if (isWellFormed(table)) {
                new Check(table, set, vocabulary, findings).run();
            }
        });
    }

    /** What does not parse is another rule's; to guess what it means would only add noise. */
    static boolean isWellFormed(Table table) {
        return table.rows().stream()
                .allMatch(row -> row.tests().size() == table.inputs().size()
                        && row.tests().stream()
                                .allMatch(cell -> cell.isEmpty() || cell.feel().parses()));
    }

    private static final class Check {

        private final Table table;
        private final Findings findings;
        private final TableSpace space;
        private final RowSpace certain;
        private final RowSpace possible;

        Check(Table table, ModelSet set, ModelVocabulary vocabulary, Findings findings) {
            this.table = table;
            this.findings = findings;
            this.space = new TableSpace(table, set, vocabulary);
            this.certain = space.certain();
            this.possible = space.possible();
        }

        void run() {
            if (table.hitPolicy() == HitPolicy.UNIQUE || table.hitPolicy() == HitPolicy.ANY) {
                overlaps();
            }
            if (SINGLE.contains(table.hitPolicy())) {
                gaps();
            }
            table.rows().forEach(this::reach);
            if (!SINGLE.contains(table.hitPolicy())) {
                repeats();
            }
            if (certain.isExhausted() || possible.isExhausted()) {
                findings.warning(
                        UNKNOWN,
                        table.place(),
                        "Таблица слишком сложна, чтобы найти в ней все пропуски и лишние строки.",
                        "Разделите таблицу на две или уменьшите число столбцов.");
            }
        }

        private void overlaps() {
            for (int later = 1; later < table.rows().size(); later++) {
                for (int earlier = 0; earlier < later; earlier++) {
                    if (overlaps(earlier, later)) {
                        break;
                    }
                }
            }
        }

        /** @return whether something was told of the two */
        private boolean overlaps(int earlier, int later) {
            Row one = table.rows().get(earlier);
            Row other = table.rows().get(later);
            if (table.hitPolicy() == HitPolicy.ANY && results(one).equals(results(other))) {
                return false;
            }
            Object[] point = certain.common(earlier, later);
            if (point != null) {
                findings.error(
                        OVERLAP,
                        table.place(other),
                        "Строки " + one.number() + " и " + other.number() + " подходят обе: " + space.example(point)
                                + ".",
                        table.hitPolicy() == HitPolicy.ANY
                                ? "Разведите условия строк или дайте им одинаковый ответ."
                                : "Разведите условия строк или выберите правило FIRST: тогда решает верхняя.");
                return true;
            }
            if (possible.common(earlier, later) != null) {
                findings.warning(
                        UNKNOWN,
                        table.place(other),
                        "Строки " + one.number() + " и " + other.number()
                                + ", возможно, подходят обе: их условия можно узнать только при вычислении.",
                        "Замените функции и переменные в условиях значениями или выберите правило FIRST.");
                return true;
            }
            return false;
        }

        /** Where all rows that apply count, a row that is there twice counts twice. */
        private void repeats() {
            Map<List<String>, Row> seen = new HashMap<>();
            for (Row row : table.rows()) {
                List<String> content = new ArrayList<>(results(row));
                row.tests()
                        .forEach(cell ->
                                content.add(cell.isEmpty() ? "" : cell.feel().text()));
                Row first = seen.putIfAbsent(content, row);
                if (first != null) {
                    findings.warning(
                            REPEATED,
                            table.place(row),
                            "Строка " + row.number() + " повторяет строку " + first.number() + ".",
                            "Удалите одну из них.");
                }
            }
        }

        private static List<String> results(Row row) {
            return row.results().stream()
                    .map(cell -> cell == null
                            ? ""
                            : cell.parses() && Feel.isConstant(cell.tree())
                                    ? String.valueOf(Feel.valueOf(cell.tree()))
                                    : cell.text())
                    .toList();
        }

        private void gaps() {
            List<Object[]> gaps = uncovered(possible);
            for (Object[] gap : gaps) {
                findings.error(
                        GAP,
                        table.place(),
                        "Нет строки для случая: " + space.example(gap) + ".",
                        "Добавьте строку для этого случая или последнюю строку с пустыми условиями; "
                                + "если такого не бывает, перечислите допустимые значения столбца.");
            }
            List<Object[]> doubtful = gaps.isEmpty() ? uncovered(certain) : List.of();
            if (!doubtful.isEmpty()) {
                findings.warning(
                        UNKNOWN,
                        table.place(),
                        "Возможно, нет строки для случая: " + space.example(doubtful.get(0))
                                + "; условия с функциями и переменными можно узнать только при вычислении.",
                        "Добавьте последнюю строку с пустыми условиями.");
            }
        }

        private List<Object[]> uncovered(RowSpace rows) {
            List<Object[]> gaps = new ArrayList<>();
            for (BitSet[] question : space.questions()) {
                if (gaps.size() < MOST_GAPS) {
                    gaps.addAll(rows.uncovered(table.rows().size(), question, MOST_GAPS - gaps.size()));
                }
            }
            return gaps;
        }

        private void reach(Row row) {
            int index = row.number() - 1;
            if (possible.isEmpty(index)) {
                findings.warning(
                        UNREACHABLE,
                        table.place(row),
                        "Строка " + row.number() + " не подходит никогда: такого значения у столбца не бывает.",
                        "Исправьте условие или удалите строку.");
            } else if (table.hitPolicy() == HitPolicy.FIRST && isShadowed(index)) {
                findings.warning(
                        UNREACHABLE,
                        table.place(row),
                        "До строки " + row.number() + " дело не дойдёт: раньше подойдёт " + above(index) + ".",
                        "Поднимите строку выше или удалите её.");
            }
        }

        private boolean isShadowed(int row) {
            return row > 0 && certain.uncovered(row, possible.box(row), 1).isEmpty() && !certain.isExhausted();
        }

        private String above(int row) {
            for (int earlier = 0; earlier < row; earlier++) {
                if (certain.contains(earlier, possible.box(row))) {
                    return "строка " + (earlier + 1);
                }
            }
            return "одна из строк выше";
        }
    }
}
