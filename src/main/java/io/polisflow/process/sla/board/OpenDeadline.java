package io.polisflow.process.sla.board;

import io.polisflow.process.sla.DeadlineState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One open deadline as a supervisor reads it.
 *
 * @param subject the task's id in the engine, or the deal's number
 * @param name of the task; null for a whole deal
 * @param element the task's key in its model, or the stage's name in kebab-case
 * @param deal its number, null for what belongs to no deal yet
 * @param premium rubles of the newest rated proposal, null before there is one
 * @param takeBy by when somebody is to take it; null when by no time
 * @param lateHours how late it is in working hours of its calendar; null when it is not
 * @param told how far it has been escalated: 0 not, 1 reminded, 2 the owner's head, 3 the supervisors
 * @param byDefault no row of the table of deadlines spoke of it
 */
public record OpenDeadline(
        String subject,
        String name,
        String process,
        String element,
        String instance,
        String deal,
        Long clientId,
        String client,
        BigDecimal premium,
        String assignee,
        String owner,
        String group,
        Instant began,
        Instant takeBy,
        Instant taken,
        Instant due,
        BigDecimal lateHours,
        DeadlineState state,
        String pauseReason,
        String priority,
        int told,
        boolean byDefault) {

    /** In what order they are listed. */
    public enum Order {
        DUE("Срок", "d.due_at"),
        TASK("Задача", "d.name"),
        CLIENT("Клиент", "c.name"),
        PREMIUM("Премия", "f.premium"),
        PERSON("Исполнитель", Cut.PERSON.column()),
        GROUP("Группа", Cut.GROUP.column());

        private final String label;
        private final String column;

        Order(String label, String column) {
            this.label = label;
            this.column = column;
        }

        public String label() {
            return label;
        }

        /** @return as it stands in addresses */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @param code as {@link #code()}; unknown ones are empty */
        public static Optional<Order> of(String code) {
            return Arrays.stream(values())
                    .filter(order -> order.code().equals(code))
                    .findFirst();
        }

        String sql(boolean descending) {
            return column + (descending ? " desc" : "") + " nulls last, d.due_at, d.id";
        }
    }
}
