package io.polisflow.integration.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.fixtures.NodePackages;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we publish as ical.js understands it, the reader of Thunderbird, Nextcloud and many a page. */
class IcalJsTest {

    private static final String READER =
            """
            const ICAL = require('ical.js');
            const calendar = new ICAL.Component(ICAL.parse(require('fs').readFileSync(process.argv[2], 'utf8')));
            const utc = time => time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
            console.log(JSON.stringify({
              name: calendar.getFirstPropertyValue('name'),
              zones: calendar.getAllSubcomponents('vtimezone').map(zone => zone.getFirstPropertyValue('tzid')),
              events: calendar.getAllSubcomponents('vevent').map(component => {
                const event = new ICAL.Event(component);
                return {
                  uid: event.uid, sequence: event.sequence, status: component.getFirstPropertyValue('status'),
                  summary: event.summary, description: event.description, location: event.location,
                  zone: event.startDate.zone.tzid, start: utc(event.startDate), end: utc(event.endDate),
                  alarms: component.getAllSubcomponents('valarm')
                    .map(alarm => alarm.getFirstPropertyValue('trigger').toSeconds())
                };
              })
            }));
            """;

    @TempDir
    private Path folder;

    private JsonNode read(byte[] calendar) throws Exception {
        Path file = Files.write(folder.resolve("calendar.ics"), calendar);
        return new ObjectMapper()
                .readTree(NodePackages.orSkip(folder, "ical.js").run(READER, file.toString()));
    }

    @Test
    void everyEntryIsReadWithItsHourIdentityStateAndAlarm() throws Exception {
        JsonNode read = read(Ical4jCalendarFormatTest.written(
                Ical4jCalendarFormatTest.MEETING,
                Ical4jCalendarFormatTest.CANCELLED,
                Ical4jCalendarFormatTest.RENEWAL));

        assertThat(read.path("name").textValue()).isEqualTo("Polisflow: Мария Менеджер");
        assertThat(read.path("zones")).extracting(JsonNode::textValue).containsExactly("Europe/Moscow");
        JsonNode meeting = read.path("events").path(0);
        assertThat(meeting.path("uid").textValue()).isEqualTo(Ical4jCalendarFormatTest.MEETING.uid());
        assertThat(meeting.path("sequence").intValue()).isEqualTo(2);
        assertThat(meeting.path("summary").textValue()).isEqualTo(Ical4jCalendarFormatTest.MEETING.title());
        assertThat(meeting.path("description").textValue()).isEqualTo(Ical4jCalendarFormatTest.MEETING.details());
        assertThat(meeting.path("location").textValue()).isEqualTo(Ical4jCalendarFormatTest.MEETING.place());
        assertThat(meeting.path("zone").textValue()).isEqualTo("Europe/Moscow");
        assertThat(meeting.path("start").textValue()).isEqualTo("2026-11-25T08:30:00Z");
        assertThat(meeting.path("end").textValue()).isEqualTo("2026-11-25T09:30:00Z");
        assertThat(meeting.path("alarms")).extracting(JsonNode::intValue).containsExactly(-15 * 60);
        JsonNode cancelled = read.path("events").path(1);
        assertThat(cancelled.path("status").textValue()).isEqualTo("CANCELLED");
        assertThat(cancelled.path("alarms")).isEmpty();
        JsonNode renewal = read.path("events").path(2);
        assertThat(renewal.path("start").textValue()).isEqualTo("2026-12-01");
        assertThat(renewal.path("end").textValue()).isEqualTo("2026-12-02");
        assertThat(renewal.path("alarms")).extracting(JsonNode::intValue).containsExactly(9 * 3600);
    }
}
