package io.polisflow.process.contractsigning;

import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.process.sla.CalendarTimer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Counts the days after which a client who has not signed is reminded. */
@Configuration(proxyBeanMethods = false)
class SignatureReminders {

    private static final int FIRST_DAYS = 3;
    private static final int SECOND_DAYS = 7;

    static Date first(LocalDate sent, WorkingTime calendar) {
        return opening(sent, FIRST_DAYS, calendar);
    }

    static Date second(LocalDate sent, WorkingTime calendar) {
        return opening(sent, SECOND_DAYS, calendar);
    }

    private static Date opening(LocalDate sent, int workingDays, WorkingTime calendar) {
        return Date.from(calendar.opening(calendar.plusWorkingDays(sent, workingDays)));
    }

    @Bean
    CalendarTimer firstSignatureReminder() {
        return new Reminder(ContractSigning.START_THREE_DAYS, true);
    }

    @Bean
    CalendarTimer secondSignatureReminder() {
        return new Reminder(ContractSigning.EVENT_SEVEN_DAYS, false);
    }

    /** A contract that was sent before the day was noted keeps its reminders. */
    private record Reminder(String element, boolean isFirst) implements CalendarTimer {

        @Override
        public String process() {
            return ContractSigning.KEY;
        }

        @Override
        public Moved at(Instant due, Function<String, Object> variables, WorkingTime calendar, ZoneId zone) {
            if (!(variables.apply(ContractSigning.SENT_AT.name()) instanceof Date sentAt)) {
                return new Moved(due, Map.of());
            }
            LocalDate sent = CalendarTimer.day(sentAt.toInstant(), zone);
            Date second = second(sent, calendar);
            Map<String, Object> said = new HashMap<>(Map.of(ContractSigning.REMIND_AGAIN_AT.name(), second));
            if (isFirst) {
                said.put(ContractSigning.REMIND_AT.name(), first(sent, calendar));
            }
            return new Moved((isFirst ? first(sent, calendar) : second).toInstant(), said);
        }
    }
}
