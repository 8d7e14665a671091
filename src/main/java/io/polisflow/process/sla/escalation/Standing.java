package io.polisflow.process.sla.escalation;

import io.polisflow.process.sla.DeadlineState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a deadline stands at a moment, as people read it.
 *
 * @param kind {@code TASK}, {@code STAGE} or {@code DEAL}
 * @param subject the task's id, else the deal's number
 * @param title what has to be done, Russian
 * @param instance id of the process instance, null for a stage and a deal
 * @param group to whom the task is offered, may be null
 * @param holder id of who has to do it, null when nobody has
 * @param untaken whether it is a task that nobody took in time
 * @param takeBy null when no time is set to take it
 * @param hours what is left or overdue, in words, e.g. «3 рабочих часа»; while the clock stands, what is left
 * @param pauseReason why the clock stands, null while it runs
 * @param standIn whether no row of the table fits, so that a default stands in
 * @param told the highest rung on which somebody was told of this date; null when nobody was
 */
public record Standing(
        long id,
        String kind,
        String subject,
        String title,
        String instance,
        String group,
        String holder,
        DeadlineState state,
        boolean untaken,
        Instant takeBy,
        Instant dueAt,
        String hours,
        Instant pausedAt,
        String pauseReason,
        boolean standIn,
        Rung told) {

    /** @param kind for programs @param text Russian, says it without any colour */
    public record Mark(String kind, String text) {}

    /** @return what has to be seen at a glance; nothing while all is well */
    public List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        switch (state) {
            case PAUSED ->
                marks.add(new Mark(
                        state.name(),
                        pauseReason == null || pauseReason.isBlank() ? "Часы стоят" : "Часы стоят: " + pauseReason));
            case OVERDUE -> marks.add(new Mark(state.name(), "Просрочено на " + hours));
            case AT_RISK -> marks.add(new Mark(state.name(), "Скоро срок, осталось: " + hours));
            case IN_TIME -> {
                // Nothing to look at.
            }
        }
        if (untaken) {
            marks.add(new Mark("UNTAKEN", "Не взята вовремя"));
        }
        if (told == Rung.HEAD || told == Rung.SUPERVISOR) {
            marks.add(new Mark(told.name(), told == Rung.HEAD ? "Сообщено руководителю" : "Сообщено супервизорам"));
        }
        if (standIn) {
            marks.add(new Mark("DEFAULT", "Срок по умолчанию"));
        }
        return marks;
    }
}
