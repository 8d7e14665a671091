package io.polisflow.integration.wire;

import java.time.LocalDate;

/** Judges days that outside systems tell: a date may be well written and yet one that no database keeps and nobody means. */
public final class Days {

    private static final int EARLIEST_YEAR = 1700;
    private static final int LATEST_YEAR = 2200;

    private Days() {}

    /** @return whether it can be meant: a firm may be old and a policy long, but within a few centuries */
    public static boolean isSane(LocalDate day) {
        return day.getYear() >= EARLIEST_YEAR && day.getYear() <= LATEST_YEAR;
    }
}
