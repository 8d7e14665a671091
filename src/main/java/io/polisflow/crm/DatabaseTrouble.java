package io.polisflow.crm;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** Why the database cannot serve at the moment, which nobody mends by changing what they asked for: they come again with the same. */
public enum DatabaseTrouble {
    /** All connections are in use. */
    BUSY("Система занята", "Сейчас слишком много работы сразу. Повторите через 5 секунд.", 5),
    UNREACHABLE(
            "База данных недоступна",
            "Повторите через 15 секунд. Если не поможет, сообщите администратору: база данных не отвечает.",
            15),
    READ_ONLY(
            "База данных только для чтения",
            "Изменения сейчас не сохраняются. Повторите через минуту. Если не поможет, сообщите администратору.",
            60),
    FULL(
            "На диске базы данных кончилось место",
            "Изменения сейчас не сохраняются. Сообщите администратору и повторите, когда место освободится.",
            60);

    private final String title;
    private final String advice;
    private final Duration pause;

    DatabaseTrouble(String title, String advice, int seconds) {
        this.title = title;
        this.advice = advice;
        this.pause = Duration.ofSeconds(seconds);
    }

    public String title() {
        return title;
    }

    /** What to do, for a person to read. */
    public String advice() {
        return advice;
    }

    /** For how long it is of no use to come again. */
    public Duration pause() {
        return pause;
    }

    /** @return empty when the fault is none of the database's state */
    public static Optional<DatabaseTrouble> in(Throwable fault) {
        boolean waitedInVain = false;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(fault);
        while (!open.isEmpty()) {
            Throwable next = open.poll();
            if (next == null || !seen.add(next)) {
                continue;
            }
            if (next instanceof SQLException sql) {
                Optional<DatabaseTrouble> told = of(sql.getSQLState());
                if (told.isPresent()) {
                    return told;
                }
                waitedInVain |= sql instanceof SQLTransientConnectionException;
                push(open, sql.getNextException());
            }
            push(open, next.getCause());
        }
        return waitedInVain ? Optional.of(BUSY) : Optional.empty();
    }

    private static void push(Deque<Throwable> open, Throwable cause) {
        if (cause != null) {
            open.add(cause);
        }
    }

    /** States of the standard and PostgreSQL's, and H2's of five digits. */
    private static Optional<DatabaseTrouble> of(String state) {
        if (state == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (state) {
                    case "25006", "90097" -> READ_ONLY;
                    case "53100", "90100" -> FULL;
                    case "53300" -> BUSY;
                    case "25P03", "57P01", "57P02", "57P03", "57P05", "90067", "90098", "90121" -> UNREACHABLE;
                    default -> state.startsWith("08") ? UNREACHABLE : null;
                });
    }
}
