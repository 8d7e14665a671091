package io.polisflow.web.worktime;

import io.polisflow.crm.calendar.DayKind;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The layout {@code <calendar year><holidays><holiday id title/></holidays><days><day d="06.12" t="1" h="7" f="…"/></days>}: {@code t} is 1
 * for a day off, 2 for a shortened day, 3 for a worked weekend; {@code h} names the holiday, {@code f} the day from which a day off was moved.
 */
final class XmlYear {

    private static final Map<String, DayKind> KINDS =
            Map.of("1", DayKind.OFF, "2", DayKind.SHORTENED, "3", DayKind.WORKING);
    private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MM.dd");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("d MMMM", Locale.forLanguageTag("ru"));

    private final YearFile file;
    private final Map<String, String> holidays = new HashMap<>();
    /** Blank lines before the first one that counts. */
    private final int above;

    private boolean named;

    private XmlYear(YearFile file, int above) {
        this.file = file;
        this.above = above;
    }

    static void read(String text, YearFile file) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        // A file of a stranger may name no other file.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XmlYear year = new XmlYear(file, lineBreaks(text, text.indexOf('<')));
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text.strip()));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    year.element(reader, reader.getLocation().getLineNumber() + year.above, text);
                }
            }
        } catch (XMLStreamException e) {
            file.problem(
                    e.getLocation() == null ? 0 : e.getLocation().getLineNumber() + year.above,
                    "файл XML повреждён. Скачайте календарь заново");
            return;
        }
        if (!year.named) {
            file.problem(0, "В файле нет календаря (<calendar year=\"…\">). Скачайте календарь заново");
        }
    }

    private void element(XMLStreamReader reader, int line, String text) {
        switch (reader.getLocalName()) {
            case "calendar" -> // The reader places the outermost element on the line before it.
                calendar(attribute(reader, "year"), 1 + lineBreaks(text, text.indexOf("<calendar")));
            case "holiday" -> holidays.put(attribute(reader, "id"), attribute(reader, "title"));
            case "day" -> day(reader, line);
            default -> {
                // What else stands there says nothing of the days.
            }
        }
    }

    private void calendar(String year, int line) {
        named = true;
        if (year.matches("[0-9]{4}")) {
            file.names(Integer.parseInt(year), line);
        } else {
            file.problem(line, "год календаря «" + year + "» не читается. Скачайте календарь заново");
        }
    }

    private void day(XMLStreamReader reader, int line) {
        String type = attribute(reader, "t");
        DayKind kind = KINDS.get(type);
        if (kind == null) {
            file.problem(
                    line, "вид дня t=\"" + type + "\" неизвестен. Бывает 1 (выходной), 2 (сокращённый) и 3 (рабочий)");
            return;
        }
        String holiday = attribute(reader, "h");
        if (!holiday.isEmpty() && !holidays.containsKey(holiday)) {
            file.problem(line, "праздника h=\"" + holiday + "\" нет в списке <holidays>. Добавьте его туда");
            return;
        }
        String moved = attribute(reader, "f");
        LocalDate date = date(attribute(reader, "d"), line);
        LocalDate from = moved.isEmpty() ? null : date(moved, line);
        if (date != null && (moved.isEmpty() || from != null)) {
            String name = holiday.isEmpty()
                    ? from == null ? null : "Выходной за " + SHOWN.format(from)
                    : holidays.get(holiday);
            file.add(date, kind, name, line);
        }
    }

    private LocalDate date(String text, int line) {
        try {
            MonthDay day = MonthDay.parse(text, MONTH_DAY);
            if (day.isValidYear(file.year())) {
                return day.atYear(file.year());
            }
        } catch (DateTimeException e) {
            // Told below: the same remedy helps.
        }
        file.problem(line, "«" + text + "» — не день " + file.year() + "-го года. Укажите месяц и день как 06.12");
        return null;
    }

    private static int lineBreaks(String text, int before) {
        return (int) text.substring(0, Math.max(before, 0))
                .chars()
                .filter(each -> each == '\n')
                .count();
    }

    private static String attribute(XMLStreamReader reader, String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }
}
