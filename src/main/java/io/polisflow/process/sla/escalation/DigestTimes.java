package io.polisflow.process.sla.escalation;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.calendar.WorkingCalendar;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** At which times of a working day letters are put together, each once whatever number of machines there are. */
@Component
class DigestTimes {

    private static final String PROPERTY = "polisflow.escalation.digest-at";

    private final List<LocalTime> times;
    private final WorkingCalendar calendar;
    private final InsertOnce insertOnce;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    /** @param times of the day, divided by commas; the first one is the morning's */
    DigestTimes(
            @Value("${" + PROPERTY + ":09:00,13:00,17:00}") String times,
            WorkingCalendar calendar,
            InsertOnce insertOnce,
            JdbcTemplate jdbc,
            Clock clock) {
        try {
            this.times = Arrays.stream(times.split(","))
                    .map(time -> LocalTime.parse(time.strip()))
                    .sorted()
                    .toList();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    PROPERTY + ": нужны времена суток вида 09:00,13:00,17:00, задано «" + times + "»", e);
        }
        this.calendar = calendar;
        this.insertOnce = insertOnce;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What has to be put together now. */
    enum Occasion {
        NONE,
        DIGEST,
        MORNING
    }

    boolean due() {
        return !open(clock.instant()).isEmpty();
    }

    /** Takes what is due; whoever asks next, here or on another machine, is told {@code NONE}. */
    Occasion take() {
        Instant now = clock.instant();
        Occasion occasion = Occasion.NONE;
        for (Instant time : open(now)) {
            Map<String, Object> row = Map.of("due_at", Timestamp.from(time), "at_", Timestamp.from(now));
            if (insertOnce.insert("deadline_digest", row, List.of("due_at"))) {
                boolean morning = time.equals(at(today(), times.get(0)));
                occasion = morning || occasion == Occasion.MORNING ? Occasion.MORNING : Occasion.DIGEST;
            }
        }
        return occasion;
    }

    /** @return the times of today that have come and of which nothing is noted; a clock that was set back repeats none */
    private List<Instant> open(Instant now) {
        LocalDate today = today();
        List<Instant> come = times.stream()
                .map(time -> at(today, time))
                .filter(time -> !time.isAfter(now))
                .toList();
        if (come.isEmpty()) {
            return come;
        }
        Set<Instant> taken = new HashSet<>(jdbc.query(
                "select due_at from deadline_digest where due_at >= ?",
                (row, number) -> row.getTimestamp("due_at").toInstant(),
                Timestamp.from(come.get(0))));
        List<Instant> open = come.stream().filter(time -> !taken.contains(time)).toList();
        return open.isEmpty() || calendar.isWorkingDay(today) ? open : List.of();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(clock.getZone()).toInstant();
    }
}
