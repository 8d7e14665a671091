package io.polisflow.web.worktime;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.calendar.DayChange;
import io.polisflow.crm.calendar.DayKind;
import io.polisflow.crm.calendar.SpecialDay;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a year: the layouts that are read, and that each refusal names its line and what to do. */
class YearFileReaderTest {

    /** The year 2026 as it is published. */
    private static final String JSON =
            """
            {"year":2026,"months":[
            {"month":1,"days":"1,2,3,4,5,6,7,8,9+,10,11,17,18,24,25,31"},
            {"month":2,"days":"1,7,8,14,15,21,22,23,28"},
            {"month":3,"days":"1,7,8,9+,14,15,21,22,28,29"},
            {"month":4,"days":"4,5,11,12,18,19,25,26,30*"},
            {"month":5,"days":"1,2,3,8*,9,10,11+,16,17,23,24,30,31"},
            {"month":6,"days":"6,7,11*,12,13,14,20,21,27,28"},
            {"month":7,"days":"4,5,11,12,18,19,25,26"},
            {"month":8,"days":"1,2,8,9,15,16,22,23,29,30"},
            {"month":9,"days":"5,6,12,13,19,20,26,27"},
            {"month":10,"days":"3,4,10,11,17,18,24,25,31"},
            {"month":11,"days":"1,3*,4,7,8,14,15,21,22,28,29"},
            {"month":12,"days":"5,6,12,13,19,20,26,27,31+"}],
            "transitions":[{"from":"01.03","to":"01.09"}],"statistic":{"workdays":247}}
            """;

    private static final String XML =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <calendar year="2026" lang="ru" date="2025.09.30" country="ru">
            <holidays><holiday id="1" title="Новогодние каникулы"/></holidays>
            <days>
            <day d="01.01" t="1" h="1"/>
            <day d="01.09" t="1" f="01.03"/>
            <day d="04.30" t="2"/>
            <day d="02.14" t="3"/>
            </days></calendar>
            """;

    private static YearFile read(String text) {
        return YearFileReader.read(text.getBytes(StandardCharsets.UTF_8), 2026);
    }

    private static YearFile.Day day(YearFile file, String date) {
        return file.days().get(LocalDate.parse(date));
    }

    @Test
    void theJsonOfAYearHasTheOfficialDays() {
        YearFile file = read(JSON);

        assertThat(file.problems()).isEmpty();
        long off = file.days().values().stream()
                .filter(day -> day.kind() == DayKind.OFF)
                .count();
        assertThat(365 - off).isEqualTo(247);
        assertThat(file.days().values().stream().filter(day -> day.kind() == DayKind.SHORTENED))
                .hasSize(4);
        assertThat(file.days().values()).noneMatch(day -> day.kind() == DayKind.WORKING);
    }

    @Test
    void aWeekendThatTheJsonDoesNotNameIsWorked() {
        YearFile file = read(JSON.replace("1,7,8,14,15,21,22,23,28", "1,7,8,14*,15,22,23,28"));

        assertThat(day(file, "2026-02-21").kind()).isEqualTo(DayKind.WORKING);
        assertThat(day(file, "2026-02-14").kind()).isEqualTo(DayKind.SHORTENED);
    }

    @Test
    void theXmlBringsKindsAndNames() {
        YearFile file = read(XML);

        assertThat(file.problems()).isEmpty();
        assertThat(file.days()).hasSize(4);
        assertThat(day(file, "2026-01-01")).isEqualTo(new YearFile.Day(DayKind.OFF, "Новогодние каникулы", 5));
        assertThat(day(file, "2026-01-09").name()).isEqualTo("Выходной за 3 января");
        assertThat(day(file, "2026-04-30").kind()).isEqualTo(DayKind.SHORTENED);
        assertThat(day(file, "2026-02-14").kind()).isEqualTo(DayKind.WORKING);
    }

    @Test
    void aTableIsReadWithAndWithoutHeadings() {
        YearFile file =
                read("\ufeffДата;Вид;Название\r\n12.06.2026;выходной;«День; России»\r\n\r\n2026-06-11;Сокращённый\r\n"
                        .replace("«День; России»", "\"День; России\""));

        assertThat(file.problems()).isEmpty();
        assertThat(day(file, "2026-06-12").name()).isEqualTo("День; России");
        assertThat(day(file, "2026-06-11")).isEqualTo(new YearFile.Day(DayKind.SHORTENED, null, 4));
        assertThat(read("2026-02-14,working\n").days()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2026-06-12;off\\n2026-06-12;working     | Строка 2: 12.06.2026 указано дважды, в первый раз — в строке 1. Оставьте
            2026-06-12;off\\n2027-06-12;off         | Строка 2: 12.06.2027 — день другого года. Выберите 2027-й год или уберите строку
            2026-06-12;off\\n2026-06-13;half        | Строка 2: вид дня «half» неизвестен. Укажите off, working или shortened
            2026-06-12;off\\n2026-06-13             | Строка 2: вид дня «» неизвестен. Укажите
            2026-02-30;off                         | Строка 1: «2026-02-30» — не дата. Укажите день как 2026-06-12 или 12.06.2026
            date;kind;name                         | В файле нет ни одного дня. Выберите файл с днями 2026-го года
            ' '                                    | Файл пуст. Выберите файл
            """)
    void aTableIsRefusedWithLineAndRemedy(String table, String problem) {
        assertThat(read(table.replace("\\n", "\n")).problems())
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "year":2026  | "year":2025 | Строка 1: файл за 2025-й год, а загружается 2026-й. Откройте календарь за 2025-й год
            1,7,8,14,15  | 1,7,7,14,15 | Строка 3: день 7 указан дважды. Оставьте что-то одно
            1,7,8,14,15  | 1,7,8!,14   | Строка 3: «8!» — неизвестный вид дня. После числа бывает только
            22,23,28     | 22,23,30    | Строка 3: в месяце 2 нет дня 30. Исправьте число
            "month":4    | "month":3   | Строка 5: месяц 3 указан дважды. Оставьте что-то одно
            "month":4    | "month":13  | Строка 5: месяца 13 не бывает.
            "months":[   | "months":   | Строка 3: файл JSON повреждён. Скачайте календарь заново
            """)
    void aJsonIsRefusedWithLineAndRemedy(String good, String bad, String problem) {
        assertThat(read(JSON.replace(good, bad)).problems()).first().asString().startsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            year="2026"  | year="2024"  | Строка 2: файл за 2024-й год, а загружается 2026-й.
            04.30        | 01.01        | Строка 7: 01.01.2026 указано дважды, в первый раз — в строке 5. Оставьте что-то одно
            t="3"        | t="7"        | Строка 8: вид дня t="7" неизвестен. Бывает 1 (выходной), 2 (сокращённый) и 3 (рабочий)
            h="1"        | h="9"        | Строка 5: праздника h="9" нет в списке <holidays>. Добавьте его туда
            04.30        | 04.31        | Строка 7: «04.31» — не день 2026-го года. Укажите месяц и день как 06.12
            </days>      | </day>       | Строка 9: файл XML повреждён. Скачайте календарь заново
            <calendar    | <kalender    | Строка 9: файл XML повреждён
            """)
    void anXmlIsRefusedWithLineAndRemedy(String good, String bad, String problem) {
        assertThat(read(XML.replace(good, bad)).problems())
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void anXmlThatNamesAnotherFileReadsNone() {
        YearFile file = read("<!DOCTYPE calendar [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n"
                + "<calendar year=\"2026\"><holidays><holiday id=\"1\" title=\"&x;\"/></holidays>"
                + "<days><day d=\"01.01\" t=\"1\" h=\"1\"/></days></calendar>");

        assertThat(file.isGood() ? day(file, "2026-01-01").name() : null).isNull();
    }

    @Test
    void anotherEncodingIsRefusedWithTheLineOnWhichItShows() {
        byte[] windows = "2026-06-11;shortened\n2026-06-12;выходной".getBytes(Charset.forName("windows-1251"));

        assertThat(YearFileReader.read(windows, 2026).problems())
                .containsExactly("Строка 2: файл не в кодировке UTF-8. Сохраните его как «CSV UTF-8» или «Текст UTF-8»"
                        + " и загрузите снова");
        assertThat(YearFileReader.read("2026-06-12;off".getBytes(StandardCharsets.UTF_16LE), 2026)
                        .isGood())
                .isFalse();
        assertThat(YearFileReader.read(new byte[0], 2026).problems())
                .first()
                .asString()
                .startsWith("Файл пуст");
        assertThat(YearFileReader.read(new byte[2_000_000], 2026).problems())
                .first()
                .asString()
                .startsWith("Файл больше 1 МБ");
    }

    @Test
    void manyProblemsAreToldInPart() {
        assertThat(read("нечто;off\n".repeat(50)).problems())
                .hasSize(21)
                .last()
                .isEqualTo("…и ещё 30. Исправьте эти и загрузите файл снова");
    }

    @Test
    void aFileBecomesOnlyTheChangesThatItMakes() {
        Map<LocalDate, SpecialDay> current = Map.of(
                LocalDate.of(2026, 1, 1), new SpecialDay(DayKind.OFF, "Новогодние каникулы", false),
                LocalDate.of(2026, 4, 30), new SpecialDay(DayKind.OFF, null, false),
                LocalDate.of(2026, 5, 9), new SpecialDay(DayKind.OFF, "День Победы", false),
                LocalDate.of(2026, 7, 1), new SpecialDay(DayKind.SHORTENED, null, false));

        List<DayChange> changes = ImportedYear.changes(
                read(
                        "2026-01-01;off\n2026-04-30;shortened\n2026-06-12;off;День России\n2026-05-09;off\n2026-05-10;off"),
                current);

        assertThat(changes)
                .containsExactly(
                        new DayChange(LocalDate.of(2026, 4, 30), DayKind.SHORTENED, null),
                        new DayChange(LocalDate.of(2026, 6, 12), DayKind.OFF, "День России"),
                        new DayChange(LocalDate.of(2026, 7, 1), null, null));
    }
}
