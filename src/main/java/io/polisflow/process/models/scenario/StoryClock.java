package io.polisflow.process.models.scenario;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The time of a story: it stands still until the story says that time passes, and nobody else's clock moves with it. */
final class StoryClock extends Clock {

    /** A Monday with plain working days around it, so that a story counts the same today and next year. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 9, 7);

    private static final int MORNING = 10;

    private final ZoneId zone;
    private Instant now;

    StoryClock(ZoneId zone) {
        this.zone = zone;
        begin();
    }

    void begin() {
        goTo(FIRST_DAY);
    }

    void goTo(LocalDate day) {
        now = day.atTime(MORNING, 0).atZone(zone).toInstant();
    }

    void goTo(Instant moment) {
        now = moment;
    }

    LocalDate today() {
        return now.atZone(zone).toLocalDate();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return Clock.fixed(now, other);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
