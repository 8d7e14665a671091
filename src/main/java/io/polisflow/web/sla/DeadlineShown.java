package io.polisflow.web.sla;

import io.polisflow.process.sla.Deadline.Stop;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Says in Russian how a deadline stands. */
final class DeadlineShown {

    private static final DateTimeFormatter SINCE = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private DeadlineShown() {}

    /** @return e.g. «часы стоят с 24.11.2026 10:00: ждём ответа клиента» */
    static String pause(Stop stop, ZoneId zone) {
        return "часы стоят с " + SINCE.format(stop.at().atZone(zone)) + ": " + stop.reason();
    }
}
