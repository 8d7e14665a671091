package io.polisflow.process.deadlinewatch;

import io.polisflow.process.engine.ForExpressions;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Says how often deadlines are looked through.
 *
 * <p>Property read: {@code polisflow.escalation.every}.
 */
@Component
@ForExpressions
public class DeadlineWatchRounds {

    private static final String PROPERTY = "polisflow.escalation.every";

    private static final int HOUR = 60;

    private final long minutes;

    DeadlineWatchRounds(@Value("${" + PROPERTY + ":5m}") Duration every) {
        this.minutes = every.toMinutes();
        if (!every.equals(Duration.ofMinutes(minutes)) || minutes < 1 || HOUR % minutes != 0) {
            throw new IllegalArgumentException(
                    PROPERTY + ": нужны целые минуты, на которые делится час (например 1m, 5m, 15m), задано " + every);
        }
    }

    /** @return a cron expression: what was missed while the system stood is made up for by one round, not by many */
    public String cycle() {
        return minutes == HOUR ? "0 0 * * * ?" : "0 0/%d * * * ?".formatted(minutes);
    }
}
