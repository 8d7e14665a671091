package io.polisflow.process.models.gate;

import java.util.List;

/** For every rule on what stands in a table a smallest bad table, what is told of it, and a good twin. */
final class TableRuleCases {

    /**
     * @param map how the model takes the answer over
     * @param finding severity, rule, element, problem and remedy
     */
    record Case(String key, String map, String bad, String good, String finding) {}

    private static final String FEEL = " Исправьте запись по правилам FEEL: текст в кавычках (\"текст\"), "
            + "границы через две точки ([1..5]), дробь через точку (0.75).";
    private static final String ADD = " Добавьте строку для этого случая или последнюю строку с пустыми условиями; "
            + "если такого не бывает, перечислите допустимые значения столбца.";
    private static final String APART = " Разведите условия строк или выберите правило FIRST: тогда решает верхняя.";

    static final List<Case> ALL = List.of(
            // Text
            first(
                    "sum:double -> months:integer\n < 10, -> 3\n -> 6",
                    "sum:double -> months:integer\n < 10 -> 3\n -> 6",
                    "ERROR unreadable-feel Row_1 Запись в строке 1, столбец «Sum», не читается: < 10,." + FEEL),
            first(
                    "sum:double -> months:integer\n < 10 -> 3 months\n -> 6",
                    "sum:double -> months:integer\n < 10 -> 3 * 2\n -> 6",
                    "ERROR unreadable-feel Row_1 Запись в строке 1, столбец «Months», не читается: 3 months." + FEEL),
            first(
                    "sum +:double -> months:integer\n -> 6",
                    "sum + 1:double -> months:integer\n -> 6",
                    "ERROR unreadable-feel In_sum_ Выражение столбца «Sum +» не читается: sum +." + FEEL),
            first(
                    "sum:money -> months:integer\n -> 6",
                    "sum:double -> months:integer\n -> 6",
                    "ERROR unfit-type In_sum Тип столбца «Sum» неизвестен: money."
                            + " Выберите тип string, boolean, integer, long, double или date."),
            first(
                    "sum:double -> months:integer\n \"ten\" -> 3\n -> 6",
                    "sum:double -> months:integer\n 10 -> 3\n -> 6",
                    "ERROR unfit-type Row_1 Значение в строке 1, столбец «Sum», не подходит к типу double: \"ten\"."
                            + " Исправьте значение или тип столбца."),
            first(
                    "sum:double -> months:integer\n 10 -> \"three\"\n -> 6",
                    "sum:double -> months:integer\n 10 -> 3\n -> 6",
                    "ERROR unfit-type Row_1 Значение в строке 1, столбец «Months», не подходит к типу integer: \"three\"."
                            + " Исправьте значение или тип столбца."),
            // Missing rows
            route(
                    "sum:double -> months:integer\n [0..5] -> 3\n [6..10] -> 6\n > 10 -> 9\n < 0 -> 1",
                    "sum:double -> months:integer\n [0..5] -> 3\n (5..10] -> 6\n > 10 -> 9\n < 0 -> 1",
                    "ERROR missing-rows route Нет строки для случая: «Sum» = 5.5." + ADD),
            route(
                    "count:integer -> months:integer\n [0..5] -> 3\n [7..10] -> 6\n > 10 -> 9\n < 0 -> 1",
                    "count:integer -> months:integer\n [0..5] -> 3\n [6..10] -> 6\n > 10 -> 9\n < 0 -> 1",
                    "ERROR missing-rows route Нет строки для случая: «Count» = 6." + ADD),
            route(
                    "kind -> months:integer\n \"a\" -> 3\n \"b\",\"c\" -> 6",
                    "kind -> months:integer\n \"a\" -> 3\n not(\"a\") -> 6",
                    "ERROR missing-rows route Нет строки для случая: «Kind» = другое значение." + ADD),
            route(
                    "kind -> months:integer\n \"a\" -> 3",
                    "kind:string{\"a\"} -> months:integer\n \"a\" -> 3",
                    "ERROR missing-rows route Нет строки для случая: «Kind» = другое значение." + ADD),
            route(
                    "vip:boolean -> months:integer\n true -> 3",
                    "vip:boolean -> months:integer\n true -> 3\n false -> 6",
                    "ERROR missing-rows route Нет строки для случая: «Vip» = false." + ADD),
            route(
                    "day:date -> months:integer\n < date(\"2026-03-01\") -> 3\n > date(\"2026-03-01\") -> 6",
                    "day:date -> months:integer\n < date(\"2026-03-01\") -> 3\n >= date(\"2026-03-01\") -> 6",
                    "ERROR missing-rows route Нет строки для случая: «Day» = 01.03.2026." + ADD),
            route(
                    "sum:double, vip:boolean -> months:integer\n < 100 | - -> 3\n >= 100 | true -> 6",
                    "sum:double, vip:boolean -> months:integer\n < 100 | - -> 3\n >= 100 | true -> 6\n >= 100 | false -> 9",
                    "ERROR missing-rows route Нет строки для случая: «Sum» = 100, «Vip» = false." + ADD),
            route(
                    "product -> months:integer\n \"cargo\",\"osago\",\"vhi\",\"property\" -> 3\n"
                            + "\"casco-fleet\",\"general-liability\",\"hazardous-facility\" -> 6",
                    "product -> months:integer\n \"cargo\",\"osago\",\"vhi\",\"property\" -> 3\n"
                            + "\"casco-fleet\",\"general-liability\",\"hazardous-facility\",\"business-interruption\" -> 6",
                    "ERROR missing-rows route Нет строки для случая: «Product» = \"business-interruption\"." + ADD),
            route(
                    "kind -> months:integer\n starts with(?, \"a\") -> 3",
                    "kind -> months:integer\n - -> 3",
                    "WARNING unanalysable-rows route Возможно, нет строки для случая: «Kind» = другое значение; условия с"
                            + " функциями и переменными можно узнать только при вычислении."
                            + " Добавьте последнюю строку с пустыми условиями."),
            // Overlapping rows
            route(
                    "sum:double -> months:integer\n < 100 -> 3\n >= 90 -> 6",
                    "sum:double -> months:integer\n < 100 -> 3\n >= 100 -> 6",
                    "ERROR overlapping-rows Row_2 Строки 1 и 2 подходят обе: «Sum» = 90." + APART),
            route(
                    "sum:double, vip:boolean -> months:integer\n < 100 | - -> 3\n >= 100 | - -> 6\n > 200 | true -> 9",
                    "sum:double, vip:boolean -> months:integer\n < 100 | - -> 3\n >= 100 | false -> 6\n >= 100 | true -> 9",
                    "ERROR overlapping-rows Row_3 Строки 2 и 3 подходят обе: «Sum» = 201, «Vip» = true." + APART),
            new Case(
                    "route",
                    "singleEntry",
                    "ANY\nkind -> months:integer\n \"a\",\"b\" -> 3\n \"b\",\"c\" -> 6\n not(\"a\",\"b\",\"c\") -> 9",
                    "ANY\nkind -> months:integer\n \"a\",\"b\" -> 3\n \"b\",\"c\" -> 3.0\n not(\"a\",\"b\",\"c\") -> 9",
                    "ERROR overlapping-rows Row_2 Строки 1 и 2 подходят обе: «Kind» = \"b\"."
                            + " Разведите условия строк или дайте им одинаковый ответ."),
            route(
                    "kind -> months:integer\n \"a\" -> 3\n not(\"a\") -> 4\n starts with(?, \"a\") -> 6",
                    "kind -> months:integer\n \"a\" -> 3\n not(\"a\") -> 4",
                    "WARNING unanalysable-rows Row_3 Строки 1 и 3, возможно, подходят обе: их условия можно узнать только при"
                            + " вычислении. Замените функции и переменные в условиях значениями или выберите правило FIRST."),
            // Rows that are never reached
            new Case(
                    "route",
                    "singleEntry",
                    "FIRST\nsum:double -> months:integer\n < 100 -> 3\n < 50 -> 6\n -> 9",
                    "FIRST\nsum:double -> months:integer\n < 50 -> 6\n < 100 -> 3\n -> 9",
                    "WARNING unreachable-row Row_2 До строки 2 дело не дойдёт: раньше подойдёт строка 1."
                            + " Поднимите строку выше или удалите её."),
            new Case(
                    "route",
                    "singleEntry",
                    "FIRST\nsum:double -> months:integer\n < 10 -> 3\n >= 10 -> 6\n -> 9",
                    "FIRST\nsum:double -> months:integer\n < 10 -> 3\n > 10 -> 6\n -> 9",
                    "WARNING unreachable-row Row_3 До строки 3 дело не дойдёт: раньше подойдёт одна из строк выше."
                            + " Поднимите строку выше или удалите её."),
            new Case(
                    "route",
                    "singleEntry",
                    "FIRST\nsum:double -> months:integer\n [10..5] -> 3\n -> 9",
                    "FIRST\nsum:double -> months:integer\n [5..10] -> 3\n -> 9",
                    "WARNING unreachable-row Row_1 Строка 1 не подходит никогда: такого значения у столбца не бывает."
                            + " Исправьте условие или удалите строку."),
            new Case(
                    "route",
                    "collectEntries",
                    "COLLECT\nkind -> months:integer\n \"a\" -> 3\n \"b\" -> 3\n \"a\" -> 3",
                    "COLLECT\nkind -> months:integer\n \"a\" -> 3\n \"b\" -> 3\n \"a\" -> 6",
                    "WARNING repeated-row Row_3 Строка 3 повторяет строку 1. Удалите одну из них."),
            // Variables and names
            route(
                    "summ:double -> months:integer\n -> 3",
                    "sum:double -> months:integer\n -> 3",
                    "ERROR unknown-input In_summ Столбец «Summ» сравнивает переменную «summ», которую никто не задаёт."
                            + " Есть: sum, answer, count, day, kind, product, region, vip."),
            new Case(
                    "route",
                    "singleEntry",
                    "FIRST\nkind -> months:integer\n urgent -> 3\n -> 6",
                    "FIRST\nkind -> months:integer\n \"urgent\" -> 3\n -> 6",
                    "ERROR unknown-input Row_1 Строка 1 читает переменную «urgent», которую никто не задаёт."
                            + " Если это текст или код, возьмите его в кавычки: \"urgent\"."),
            route(
                    "kind -> months:integer, note\n -> 3 | \"x\"",
                    "kind -> months:integer\n -> 3",
                    "ERROR single-output route Модель берёт из строки одно значение, а столбцов-ответов 2."
                            + " Оставьте один столбец-ответ или выберите в задаче «singleResult» или «resultList»."),
            new Case(
                    "route",
                    "resultList",
                    "COLLECT\nkind -> advice\n -> \"x\"",
                    "COLLECT\nkind -> answer\n -> \"x\"",
                    "WARNING unread-output Out_advice Ответ «advice» (столбец «Advice») никто не читает."
                            + " Прочтите его в модели или удалите столбец."),
            new Case(
                    "recontact-term",
                    "singleEntry",
                    "FIRST\nlossReason -> months:integer, note\n -> 3 | \"x\"",
                    "FIRST\nlossReason -> months:integer\n -> 3",
                    "ERROR unread-output Out_note Ответ «note» (столбец «Note») никто не читает. Есть: months."),
            new Case(
                    "task-sla",
                    "singleEntry",
                    "FIRST\nprocess -> workingHours:double\n -> 8",
                    "FIRST\nprocess -> workingHours:double, warningShare:double\n -> 8 | 0.75",
                    "ERROR missing-output task-sla В таблице нет столбца-ответа «warningShare», который читает программа."
                            + " Верните столбец с именем «warningShare»."),
            // Codes
            new Case(
                    "recontact-term",
                    "singleEntry",
                    "FIRST\nlossReason -> months:integer\n \"competitors\" -> 3\n -> 6",
                    "FIRST\nlossReason -> months:integer\n \"competitor\" -> 3\n -> 6",
                    "ERROR unknown-code Row_1 Строка 1, столбец «LossReason»: нет причины проигрыша с кодом «competitors»."
                            + " Есть: competitor, closed-down, no-answer, no-budget, no-need, postponed, price,"
                            + " risk-declined, terms."),
            new Case(
                    "cross-sell",
                    "resultList",
                    "COLLECT\nproductsHeld -> product, reason\n contains(?, \"propperty\") -> \"cargo\" | \"x\"",
                    "COLLECT\nproductsHeld -> product, reason\n contains(?, \"property\") -> \"cargo\" | \"x\"",
                    "ERROR unknown-code Row_1 Строка 1, столбец «ProductsHeld»: нет продукта с кодом «propperty»."
                            + " Есть: property, business-interruption, cargo, casco-fleet, general-liability,"
                            + " hazardous-facility, osago, vhi."),
            new Case(
                    "approval-route",
                    "collectEntries",
                    "RULE ORDER\nsumInsured:double -> approver\n -> \"director\"",
                    "RULE ORDER\nsumInsured:double -> approver\n -> \"head\"",
                    "ERROR unknown-code Row_1 Строка 1, столбец «Approver»: нет согласующего с кодом «director»."
                            + " Есть: head, lawyer, underwriter."),
            first(
                    "kind -> stage\n -> \"proposal-aproval\"",
                    "kind -> stage\n -> \"proposal-approval\"",
                    "ERROR unknown-code Row_1 Строка 1, столбец «Stage»: нет этапа воронки с кодом «proposal-aproval»."
                            + " Есть: proposal-approval, proposal-preparation, proposal-sent, paused, contract,"
                            + " first-contact, lost, needs-analysis, objections, won."),
            first(
                    "kind -> group\n -> \"lawyer\"",
                    "kind -> group\n -> \"lawyers\"",
                    "ERROR unknown-code Row_1 Строка 1, столбец «Group»: нет группы с кодом «lawyer»."
                            + " Есть: lawyers, sales."),
            new Case(
                    "recontact-term",
                    "singleEntry",
                    "FIRST\nlossReason -> months:integer\n -> 4",
                    "FIRST\nlossReason -> months:integer\n -> 12",
                    "ERROR value-not-allowed Row_1 Строка 1, столбец «Months»: значение 4 не допускается. Допустимо: 3,6,12."),
            new Case(
                    "recontact-term",
                    "singleEntry",
                    "FIRST\nlossReason -> months:integer\n ->",
                    "FIRST\nlossReason -> months:integer\n -> 12",
                    "ERROR value-not-allowed Row_1 Строка 1, столбец «Months»: нет значения."
                            + " Впишите значение: без него программа не продолжит."),
            deadlines(
                    "\"sale\" | \"Task_Cal\" -> 4 | 0.5",
                    "ERROR deadline-of-no-task Row_1 Строка 1, столбец «Task»: нет задачи с кодом «Task_Cal»."
                            + " Есть: Task_Call, Task_Renew."),
            deadlines(
                    "\"sale\" | \"Task_Renew\" -> 4 | 0.5",
                    "ERROR deadline-of-no-task Row_1 Строка 1: в процессе sale нет задачи «Task_Renew». Есть: Task_Call."),
            deadlines(
                    "\"sales\" | \"Task_Call\" -> 4 | 0.5",
                    "ERROR unknown-code Row_1 Строка 1, столбец «Process»: нет процесса с кодом «sales». Есть: sale, renewal."),
            deadlines(
                    "\"sale\" | \"Task_Call\" -> 0 | 0.5",
                    "ERROR value-not-allowed Row_1 Строка 1, столбец «WorkingHours»: значение 0 не допускается. Допустимо: > 0."),
            deadlines(
                    "\"sale\" | \"Task_Call\" -> 4 | 1.5",
                    "ERROR value-not-allowed Row_1 Строка 1, столбец «WarningShare»: значение 1.5 не допускается."
                            + " Допустимо: (0..1]."),
            new Case(
                    "task-sla",
                    "singleEntry",
                    "FIRST\nprocess, task -> workingHours:double, warningShare:double\n \"sale\" | - -> 4 | 0.5",
                    "FIRST\nprocess, task -> workingHours:double, warningShare:double\n"
                            + "\"sale\" | - -> 4 | 0.5\n \"renewal\" | \"Task_Renew\" -> 4 | 0.5",
                    "ERROR missing-rows task-sla Нет строки для случая: «Process» = \"renewal\", «Task» = \"Task_Renew\"."
                            + ADD));

    private TableRuleCases() {}

    private static Case route(String bad, String good, String finding) {
        return new Case("route", "singleEntry", "UNIQUE\n" + bad, "UNIQUE\n" + good, finding);
    }

    private static Case first(String bad, String good, String finding) {
        return new Case("route", "singleEntry", "FIRST\n" + bad, "FIRST\n" + good, finding);
    }

    private static Case deadlines(String row, String finding) {
        String head = "FIRST\nprocess, task -> workingHours:double, warningShare:double\n";
        String rest = "\n | -> 8 | 0.75";
        return new Case(
                "task-sla",
                "singleEntry",
                head + row + rest,
                head + "\"sale\" | \"Task_Call\" -> 4 | 0.5" + rest,
                finding);
    }
}
