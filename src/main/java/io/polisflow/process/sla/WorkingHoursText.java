package io.polisflow.process.sla;

import io.polisflow.crm.Plural;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Says working time and counts in Russian as people do. */
public final class WorkingHoursText {

    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);

    private WorkingHoursText() {}

    /** @return e.g. «3 рабочих часа», below an hour «20 мин», below a minute «меньше минуты» */
    public static String of(BigDecimal hours) {
        long minutes = hours.multiply(MINUTES).setScale(0, RoundingMode.DOWN).longValueExact();
        if (minutes < 1) {
            return "меньше минуты";
        }
        if (minutes < 60) {
            return minutes + " мин";
        }
        long whole = minutes / 60;
        return whole + " " + Plural.of(whole, "рабочий час", "рабочих часа", "рабочих часов");
    }

    /** @return by how much something is late, e.g. «просрочено на 3 рабочих часа» */
    public static String late(BigDecimal hours) {
        return hours.multiply(MINUTES).compareTo(BigDecimal.ONE) < 0
                ? "просрочено меньше чем на минуту"
                : "просрочено на " + of(hours);
    }

    /** @return what is left, e.g. «осталось: 3 рабочих часа» */
    public static String left(BigDecimal hours) {
        return "осталось: " + of(hours);
    }

    /** The same of a stretch of working time. */
    public static String of(Duration working) {
        return of(
                BigDecimal.valueOf(working.toMillis()).divide(BigDecimal.valueOf(3_600_000), 6, RoundingMode.HALF_UP));
    }
}
