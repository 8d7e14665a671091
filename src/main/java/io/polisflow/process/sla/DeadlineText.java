package io.polisflow.process.sla;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Says in Russian what becomes of a deadline. */
final class DeadlineText {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private DeadlineText() {}

    static String moved(Deadline before, Deadline after, ZoneId zone) {
        return "Срок был " + shown(before.dates().dueAt(), zone) + ", стал "
                + shown(after.dates().dueAt(), zone);
    }

    static String shown(Instant moment, ZoneId zone) {
        return SHOWN.format(moment.atZone(zone));
    }

    /** @return e.g. «1,5 раб. ч» */
    static String hours(BigDecimal hours) {
        BigDecimal plain = hours.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString().replace('.', ',') + " раб. ч";
    }
}
