package io.polisflow.web;

import java.time.Clock;
import java.time.YearMonth;

/** The months that a report of retention is asked for; what is not named is taken from the year at hand. */
record RetentionPeriod(YearMonth first, YearMonth last) {

    static RetentionPeriod of(YearMonth from, YearMonth to, Clock clock) {
        YearMonth anchor = from != null ? from : to != null ? to : YearMonth.now(clock);
        return new RetentionPeriod(from != null ? from : anchor.withMonth(1), to != null ? to : anchor.withMonth(12));
    }
}
