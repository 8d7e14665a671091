package io.polisflow.integration.calendar;

import io.polisflow.crm.agenda.CalendarFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.CalendarComponent;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.TzId;
import net.fortuna.ical4j.model.parameter.Value;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Name;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Trigger;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableAction;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.springframework.stereotype.Component;

/**
 * Writes calendars as iCalendar (RFC 5545).
 *
 * <p>DTSTAMP is when the entry was last changed, not when it was asked for, so that an unchanged calendar has the same bytes.
 */
@Component
class Ical4jCalendarFormat implements CalendarFormat {

    private static final String PRODUCT = "-//Polisflow//Calendar//RU";
    private static final Duration REFRESH = Duration.ofMinutes(15);
    private static final int NO_FOLDING = Integer.MAX_VALUE / 2;
    /** What a zone has to be defined for when there are no entries. */
    private static final Instant ANY_TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public byte[] write(Feed feed) {
        List<CalendarComponent> components = new ArrayList<>();
        components.add(zone(feed));
        feed.entries().forEach(entry -> components.add(event(entry, feed)));
        PropertyList properties = new PropertyList(List.of(
                new ProdId(PRODUCT),
                ImmutableVersion.VERSION_2_0,
                ImmutableCalScale.GREGORIAN,
                new Name(feed.name()),
                // What programs older than RFC 7986 read instead.
                new XProperty("X-WR-CALNAME", feed.name()),
                new XProperty("X-WR-TIMEZONE", feed.zone().getId()),
                new RefreshInterval(new ParameterList(List.of(Value.DURATION)), REFRESH),
                new XProperty("X-PUBLISHED-TTL", REFRESH.toString())));
        StringWriter text = new StringWriter();
        try {
            new CalendarOutputter(false, NO_FOLDING)
                    .output(new Calendar(properties, new ComponentList<>(components)), text);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return OctetFolding.fold(text.toString());
    }

    private static CalendarComponent zone(Feed feed) {
        List<Instant> moments = feed.entries().stream()
                .flatMap(entry -> Stream.of(entry.start(), entry.end()))
                .filter(Objects::nonNull)
                .toList();
        Instant from = moments.stream().min(Comparator.naturalOrder()).orElse(ANY_TIME);
        Instant to = moments.stream().max(Comparator.naturalOrder()).orElse(ANY_TIME);
        return ZoneDefinition.of(feed.zone(), from, to);
    }

    private static VEvent event(Entry entry, Feed feed) {
        List<Property> properties = new ArrayList<>(List.of(
                new Uid(entry.uid()),
                new DtStamp(entry.changedAt()),
                new Created(entry.createdAt()),
                new LastModified(entry.changedAt()),
                new Sequence(entry.sequence()),
                entry.cancelled() ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED,
                entry.busy() ? ImmutableTransp.OPAQUE : ImmutableTransp.TRANSPARENT,
                new Summary(text(entry.title())),
                new Url(URI.create(feed.address() + entry.path()))));
        if (entry.day() == null) {
            ParameterList inZone =
                    new ParameterList(List.of(new TzId(feed.zone().getId())));
            properties.add(new DtStart<>(inZone, localTime(entry.start(), feed)));
            properties.add(new DtEnd<>(inZone, localTime(entry.end(), feed)));
        } else {
            properties.add(new DtStart<LocalDate>(new ParameterList(List.of(Value.DATE)), entry.day()));
            properties.add(new DtEnd<LocalDate>(
                    new ParameterList(List.of(Value.DATE)), entry.day().plusDays(1)));
        }
        if (entry.details() != null) {
            properties.add(new Description(text(entry.details())));
        }
        if (entry.place() != null) {
            properties.add(new Location(text(entry.place())));
        }
        VEvent event = new VEvent(new PropertyList(properties));
        if (entry.alarmMinutes() != null && !entry.cancelled()) {
            event.setComponentList(new ComponentList<>(List.of(alarm(entry))));
        }
        return event;
    }

    /** As the clock of the zone shows it: given a moment, the library would ask its own tables of zones, which differ from ours. */
    private static LocalDateTime localTime(Instant moment, Feed feed) {
        return LocalDateTime.ofInstant(moment, feed.zone());
    }

    private static VAlarm alarm(Entry entry) {
        return new VAlarm(new PropertyList(List.of(
                ImmutableAction.DISPLAY,
                new Trigger(Duration.ofMinutes(-entry.alarmMinutes())),
                new Description(text(entry.title())))));
    }

    /** Without control characters, which RFC 5545 forbids and which would end a line. */
    private static String text(String value) {
        return value.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}
