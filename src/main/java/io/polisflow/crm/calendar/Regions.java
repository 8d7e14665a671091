package io.polisflow.crm.calendar;

import io.polisflow.crm.RefusedException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds the calendars of regions: their zone and hours are set once, because all that was counted rests on them. */
@Service
@Transactional
public class Regions {

    private static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final int LONGEST_CODE = 40;
    private static final int LONGEST_NAME = 200;

    private final CalendarRepository regions;
    private final CalendarEditor.Changes changes;
    private final ConfiguredHours configured;
    private final Clock clock;

    Regions(CalendarRepository regions, CalendarEditor.Changes changes, ConfiguredHours configured, Clock clock) {
        this.regions = regions;
        this.changes = changes;
        this.configured = configured;
        this.clock = clock;
    }

    /** What was typed; zone and hours may be blank for the configured ones. */
    public record RegionForm(
            String code, String name, String zone, String opens, String closes, String breakFrom, String breakTo) {

        public RegionForm {
            code = strip(code);
            name = strip(name);
            zone = strip(zone);
            opens = strip(opens);
            closes = strip(closes);
            breakFrom = strip(breakFrom);
            breakTo = strip(breakTo);
        }

        private static String strip(String text) {
            return text == null ? "" : text.strip();
        }

        private boolean hasHours() {
            return !(opens + closes + breakFrom + breakTo).isEmpty();
        }
    }

    /** @throws RefusedException when it will not do, with the field at fault */
    public void add(RegionForm form, String actor) {
        if (form.code().length() > LONGEST_CODE || !form.code().matches(CODE)) {
            throw new RefusedException(
                    "code", "Код: латинские строчные буквы, цифры и дефис, не длиннее 40 знаков, например ru-ta");
        }
        if (form.name().isEmpty() || form.name().length() > LONGEST_NAME) {
            throw new RefusedException("name", "Укажите название, не длиннее 200 знаков");
        }
        if (regions.findById(form.code()).isPresent()) {
            throw new RefusedException("code", "Календарь с кодом «" + form.code() + "» уже есть");
        }
        ZoneId zone = zone(form.zone());
        OfficeHours hours = form.hasHours() ? hours(form, zone) : null;
        regions.saveAndFlush(
                new CalendarRegion(form.code(), form.name(), form.zone().isEmpty() ? null : zone.getId(), hours));
        changes.save(new CalendarChange(
                clock.instant(), actor, form.code(), null, "Добавлен календарь «" + form.name() + "»"));
    }

    private ZoneId zone(String text) {
        try {
            return text.isEmpty() ? configured.hours().zone() : ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new RefusedException(
                    "zone", "Часового пояса «" + text + "» нет: укажите пояс из базы IANA, например Asia/Omsk");
        }
    }

    private static OfficeHours hours(RegionForm form, ZoneId zone) {
        LocalTime opens = time("opens", form.opens());
        LocalTime closes = time("closes", form.closes());
        LocalTime breakFrom = form.breakFrom().isEmpty() ? null : time("breakFrom", form.breakFrom());
        LocalTime breakTo = form.breakTo().isEmpty() ? null : time("breakTo", form.breakTo());
        try {
            return new OfficeHours(zone, opens, closes, breakFrom, breakTo);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("opens", "Рабочее время не подходит: " + e.getMessage());
        }
    }

    private static LocalTime time(String field, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(field, "Укажите и начало, и конец рабочего дня, например 09:00 и 18:00");
        }
    }
}
