package io.polisflow.integration.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzName;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;

/** Defines a time zone for programs that know none, from the rules of the Java platform: each change of the clock in a span of time. */
final class ZoneDefinition {

    private ZoneDefinition() {}

    /** @return what holds from the change before the first moment until the last moment */
    static VTimeZone of(ZoneId zone, Instant from, Instant to) {
        ZoneRules rules = zone.getRules();
        List<Observance> observances = new ArrayList<>();
        ZoneOffsetTransition transition = rules.previousTransition(from);
        if (transition == null) {
            ZoneOffset offset = rules.getOffset(from);
            observances.add(observance(rules, from, LocalDateTime.of(1970, 1, 1, 0, 0), offset, offset));
            transition = rules.nextTransition(from);
        }
        while (transition != null && transition.getInstant().isBefore(to)) {
            observances.add(observance(
                    rules,
                    transition.getInstant(),
                    transition.getDateTimeBefore(),
                    transition.getOffsetBefore(),
                    transition.getOffsetAfter()));
            transition = rules.nextTransition(transition.getInstant());
        }
        PropertyList properties = new PropertyList(List.of(new TzId(zone.getId())));
        return new VTimeZone(properties, new ComponentList<>(observances));
    }

    private static Observance observance(
            ZoneRules rules, Instant onset, LocalDateTime localOnset, ZoneOffset before, ZoneOffset after) {
        PropertyList properties = new PropertyList(List.of(
                new DtStart<>(localOnset),
                new TzOffsetFrom(before),
                new TzOffsetTo(after),
                new TzName(after.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + after)));
        return rules.isDaylightSavings(onset) ? new Daylight(properties) : new Standard(properties);
    }
}
