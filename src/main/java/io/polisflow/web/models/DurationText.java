package io.polisflow.web.models;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Says how long something took as roughly as people do: in one unit, a small number with one decimal. */
public final class DurationText {

    /** The shortest that is told by a number. */
    public static final Duration LEAST = Duration.ofSeconds(1);

    private DurationText() {}

    public static String of(Duration duration) {
        if (duration.compareTo(LEAST) < 0) {
            return "< 1 с";
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " с";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " мин";
        }
        return duration.toHours() < 48 ? in(duration, 3600, "ч") : in(duration, 86_400, "дн.");
    }

    private static String in(Duration duration, int seconds, String unit) {
        BigDecimal exact =
                BigDecimal.valueOf(duration.toSeconds()).divide(BigDecimal.valueOf(seconds), 1, RoundingMode.HALF_UP);
        boolean small = exact.compareTo(BigDecimal.TEN) < 0;
        return exact.setScale(small ? 1 : 0, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                        .replace('.', ',')
                + " " + unit;
    }
}
