package io.polisflow.web.worktime;

import io.polisflow.crm.calendar.CalendarEditor;
import io.polisflow.crm.calendar.CalendarRegion;
import io.polisflow.crm.calendar.WorkingCalendars;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells whoever watches the application which years the calendars lack: work goes on by plain weeks, so the state stays {@code UP}. */
@Component
class WorkingCalendarsHealth implements HealthIndicator {

    private final CalendarEditor editor;
    private final WorkingCalendars calendars;

    WorkingCalendarsHealth(CalendarEditor editor, WorkingCalendars calendars) {
        this.editor = editor;
        this.calendars = calendars;
    }

    @Override
    public Health health() {
        Map<String, List<Integer>> missing = new TreeMap<>();
        for (CalendarRegion region : editor.all()) {
            List<Integer> years = calendars.missingYears(region.code());
            if (!years.isEmpty()) {
                missing.put(region.code(), years);
            }
        }
        return Health.up().withDetail("missingYears", missing).build();
    }
}
