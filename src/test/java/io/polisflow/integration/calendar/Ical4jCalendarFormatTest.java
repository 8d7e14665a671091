package io.polisflow.integration.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.agenda.CalendarFormat.Entry;
import io.polisflow.crm.agenda.CalendarFormat.Feed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

/** What leaves as iCalendar, as text and as another program reads it. */
class Ical4jCalendarFormatTest {

    static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final Instant CHANGED = Instant.parse("2026-11-23T07:00:00Z");

    static final Entry MEETING = new Entry(
            "5d3d2a52-7df1-4d7a-9a62-3f8c3d7b2a11",
            2,
            false,
            "Встреча: ООО «Ромашка, Лютик; и другие»",
            "Сделка D-2026-000123\nПоказать \\ расчёт 🚚",
            "Москва, ул. Примерная, д. 1",
            "/crm/deals/D-2026-000123",
            Instant.parse("2026-11-25T08:30:00Z"),
            Instant.parse("2026-11-25T09:30:00Z"),
            null,
            15,
            true,
            CHANGED,
            CHANGED);
    static final Entry CANCELLED = new Entry(
            "8a1d1d9c-2b50-4a3c-8d33-1f0f5a9a7c22",
            1,
            true,
            "Звонок: ПАО «Лес»",
            null,
            null,
            "/crm/deals/D-2026-000124",
            Instant.parse("2026-11-26T08:30:00Z"),
            Instant.parse("2026-11-26T09:00:00Z"),
            null,
            15,
            false,
            CHANGED,
            CHANGED);
    static final Entry RENEWAL = new Entry(
            "c0b0a8f4-52ff-4c4b-9f0b-6f1d5a9a7c33",
            0,
            false,
            "Продление: ООО «Ромашка»",
            "Полис П-1",
            null,
            "/crm/deals/D-2026-000123",
            null,
            null,
            LocalDate.of(2026, 12, 1),
            -540,
            false,
            CHANGED,
            CHANGED);

    static byte[] written(Entry... entries) {
        return new Ical4jCalendarFormat()
                .write(new Feed("Polisflow: Мария Менеджер", "https://crm.example", MOSCOW, List.of(entries)));
    }

    static Entry aDayLater(Entry entry) {
        return new Entry(
                entry.uid(),
                entry.sequence() + 1,
                entry.cancelled(),
                entry.title(),
                entry.details(),
                entry.place(),
                entry.path(),
                entry.start().plus(Duration.ofDays(1)),
                entry.end().plus(Duration.ofDays(1)),
                entry.day(),
                entry.alarmMinutes(),
                entry.busy(),
                entry.createdAt(),
                entry.changedAt().plusSeconds(60));
    }

    private static String unfolded(Entry... entries) {
        return new String(written(entries), StandardCharsets.UTF_8).replace("\r\n ", "");
    }

    @Test
    void everyEntryHasItsIdentitySequenceStateZoneAndAlarm() {
        assertThat(unfolded(MEETING, CANCELLED, RENEWAL).split("\r\n"))
                .containsSubsequence(
                        "BEGIN:VCALENDAR",
                        "PRODID:-//Polisflow//Calendar//RU",
                        "VERSION:2.0",
                        "BEGIN:VTIMEZONE",
                        "TZID:Europe/Moscow",
                        "BEGIN:STANDARD",
                        "DTSTART:20141026T020000",
                        "TZOFFSETFROM:+0400",
                        "TZOFFSETTO:+0300",
                        "END:VTIMEZONE",
                        "BEGIN:VEVENT",
                        "UID:" + MEETING.uid(),
                        "DTSTAMP:20261123T070000Z",
                        "SEQUENCE:2",
                        "STATUS:CONFIRMED",
                        "TRANSP:OPAQUE",
                        "SUMMARY:Встреча: ООО «Ромашка\\, Лютик\\; и другие»",
                        "URL:https://crm.example/crm/deals/D-2026-000123",
                        "DTSTART;TZID=Europe/Moscow:20261125T113000",
                        "DTEND;TZID=Europe/Moscow:20261125T123000",
                        "DESCRIPTION:Сделка D-2026-000123\\nПоказать \\\\ расчёт 🚚",
                        "BEGIN:VALARM",
                        "ACTION:DISPLAY",
                        "TRIGGER:-PT15M",
                        "END:VALARM",
                        "END:VEVENT",
                        "UID:" + CANCELLED.uid(),
                        "SEQUENCE:1",
                        "STATUS:CANCELLED",
                        "UID:" + RENEWAL.uid(),
                        "TRANSP:TRANSPARENT",
                        "DTSTART;VALUE=DATE:20261201",
                        "DTEND;VALUE=DATE:20261202",
                        "TRIGGER:PT9H",
                        "END:VCALENDAR");
        assertThat(unfolded(CANCELLED)).doesNotContain("VALARM");
    }

    @Test
    void anotherProgramReadsBackWhatWasWritten() throws Exception {
        Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(written(MEETING, CANCELLED, RENEWAL)));
        assertThat(calendar.validate().hasErrors()).isFalse();
        VEvent meeting = calendar.<VEvent>getComponents("VEVENT").get(0);
        assertThat(meeting.getRequiredProperty(Property.SUMMARY).getValue()).isEqualTo(MEETING.title());
        assertThat(meeting.getRequiredProperty(Property.DESCRIPTION).getValue()).isEqualTo(MEETING.details());
        assertThat(meeting.getRequiredProperty(Property.LOCATION).getValue()).isEqualTo(MEETING.place());
    }

    @Test
    void noLineIsLongerThan75OctetsAndNoCharacterIsBroken() {
        String text = new String(written(MEETING, RENEWAL), StandardCharsets.UTF_8);
        assertThat(text).endsWith("\r\n").contains("🚚").doesNotContain("�");
        assertThat(text.split("\r\n")).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
        assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void theSameCalendarHasTheSameBytes() {
        assertThat(written(MEETING, CANCELLED, RENEWAL)).isEqualTo(written(MEETING, CANCELLED, RENEWAL));
    }

    @Test
    void aTextCannotMakeLinesOfItsOwn() {
        Entry sly = new Entry(
                "1",
                0,
                false,
                "Звонок\r\nBEGIN:VALARM\u0000\u0007",
                "a\rATTENDEE:x",
                "b\nURL:y",
                "/p",
                MEETING.start(),
                MEETING.end(),
                null,
                null,
                true,
                CHANGED,
                CHANGED);
        assertThat(unfolded(sly).split("\r\n"))
                .contains("SUMMARY:Звонок\\nBEGIN:VALARM", "DESCRIPTION:a\\nATTENDEE:x", "LOCATION:b\\nURL:y")
                .noneMatch(line -> line.startsWith("ATTENDEE") || line.equals("URL:y") || line.equals("BEGIN:VALARM"));
    }

    @Test
    void aZoneWithSummerTimeIsDefinedThroughAllItsEntries() {
        Feed feed = new Feed("x", "https://crm.example", ZoneId.of("Europe/Berlin"), List.of(MEETING, in(2027)));
        String text = new String(new Ical4jCalendarFormat().write(feed), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200")
                .contains("BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100")
                .contains("DTSTART;TZID=Europe/Berlin:20261125T093000");
    }

    private static Entry in(int year) {
        Instant start = Instant.parse(year + "-07-01T09:00:00Z");
        return new Entry("y" + year, 0, false, "t", null, null, "/p", start, start, null, null, true, CHANGED, CHANGED);
    }

    @Test
    void anEmptyCalendarIsAlsoACalendar() throws Exception {
        assertThat(new CalendarBuilder()
                        .build(new ByteArrayInputStream(written()))
                        .getComponents("VTIMEZONE"))
                .hasSize(1);
    }
}
