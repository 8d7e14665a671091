package io.polisflow.process.models.migration;

import io.polisflow.crm.deal.Stage;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One running instance in a migration: how it stood when it was looked at, and what came of it.
 *
 * @param dealNumber the instance's business key: a deal's number, a request's, or null
 * @param stage of the deal, null without one
 * @param premium rubles, null when none is known
 * @param steps names of the steps where it stood
 * @param forecast null before it was looked at
 * @param outcome null while nothing was tried, or it waits to be tried again
 * @param reason why it cannot move, or did not
 */
public record MovedInstance(
        String instanceId,
        String dealNumber,
        boolean deal,
        Stage stage,
        BigDecimal premium,
        String steps,
        Forecast forecast,
        Outcome outcome,
        String reason,
        int attempts,
        Instant at) {

    /** What would come of it. */
    public enum Forecast {
        CAN("Может перейти"),
        BUSY("Занята в этот момент"),
        CANNOT("Останется на прежней версии"),
        ENDED("Уже закончилась");

        private final String label;

        Forecast(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What came of it. */
    public enum Outcome {
        MOVED("Перенесена"),
        STAYED("Осталась на прежней версии"),
        ENDED("Закончилась раньше");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
