package io.polisflow.crm.calendar;

import io.polisflow.crm.InsertOnce;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers by which zone and hours of the configuration open deadlines were counted: a deadline is a moment, so that another zone moves none
 * by itself. A start with other ones counts the open deadlines anew, once, whichever node is first.
 */
@Component
public class CalendarBasis {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarBasis.class);

    private final ConfiguredHours configured;
    private final WorkingCalendars calendars;
    private final ObjectProvider<CalendarDependents> dependents;
    private final InsertOnce insertOnce;
    private final JdbcTemplate jdbc;

    CalendarBasis(
            ConfiguredHours configured,
            WorkingCalendars calendars,
            ObjectProvider<CalendarDependents> dependents,
            InsertOnce insertOnce,
            JdbcTemplate jdbc) {
        this.configured = configured;
        this.calendars = calendars;
        this.dependents = dependents;
        this.insertOnce = insertOnce;
        this.jdbc = jdbc;
    }

    /** When the application has started. */
    @EventListener(ContextRefreshedEvent.class)
    @Transactional
    public void settle() {
        OfficeHours hours = configured.hours();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", 1);
        row.put("zone", hours.zone().getId());
        row.put("opens", hours.opens().toString());
        row.put("closes", hours.closes().toString());
        row.put("break_from", text(hours.breakFrom()));
        row.put("break_to", text(hours.breakTo()));
        if (insertOnce.insert("calendar_basis", row, List.of("id"))) {
            return;
        }
        int changed = jdbc.update(
                "update calendar_basis set zone = ?, opens = ?, closes = ?, break_from = ?, break_to = ? where zone <> ?"
                        + " or opens <> ? or closes <> ? or coalesce(break_from, '') <> ? or coalesce(break_to, '') <> ?",
                row.get("zone"),
                row.get("opens"),
                row.get("closes"),
                row.get("break_from"),
                row.get("break_to"),
                row.get("zone"),
                row.get("opens"),
                row.get("closes"),
                Objects.toString(row.get("break_from"), ""),
                Objects.toString(row.get("break_to"), ""));
        if (changed == 0) {
            return;
        }
        LOG.info("Working time is configured otherwise: open deadlines are counted anew by {}", hours.described());
        for (String code : calendars.changingWith(WorkingCalendars.COUNTRY)) {
            dependents.forEach(dependent -> dependent.follow(code));
        }
    }

    private static String text(LocalTime time) {
        return time == null ? null : time.toString();
    }
}
