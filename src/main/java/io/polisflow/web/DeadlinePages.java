package io.polisflow.web;

import io.polisflow.crm.deal.Staff;
import io.polisflow.process.sla.DeadlineState;
import io.polisflow.process.sla.escalation.Standing;
import io.polisflow.process.sla.escalation.Standing.Mark;
import io.polisflow.process.sla.escalation.Standings;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says for a task's tab and for a deal's page by when things have to be done, and what has been done about it. */
@Component
class DeadlinePages {

    private final Standings standings;
    private final Staff staff;
    private final DateTimeFormatter when;

    DeadlinePages(Standings standings, Staff staff, Clock clock) {
        this.standings = standings;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * One deadline.
     *
     * @param href of the task in Tasklist, null for a stage and a deal
     * @param due null while the clock stands
     * @param rest what is left or overdue, in working hours
     * @param takeBy null when somebody has taken it or no such time is set
     */
    public record DeadlineRow(
            String title, String href, String due, String rest, String takeBy, String holder, List<Mark> marks) {}

    /** @param who null when the system acted @param note a reason, or what became of the letter; may be null */
    public record HistoryLine(String at, String what, String who, String note) {}

    /** @param task its id @param candidates to whom it may be given */
    public record TaskDeadline(
            String task, DeadlineRow row, List<HistoryLine> history, List<Staff.Employee> candidates) {}

    /** @return the deal's own, its stage's and those of its open tasks */
    List<DeadlineRow> ofDeal(String number) {
        return standings.ofDeal(number).stream().map(this::row).toList();
    }

    /** @return empty when the task has none */
    Optional<TaskDeadline> ofTask(String id) {
        return Optional.ofNullable(standings.ofTasks(List.of(id)).get(id))
                .map(standing ->
                        new TaskDeadline(id, row(standing), history(standing), standings.candidates(standing)));
    }

    private List<HistoryLine> history(Standing standing) {
        record Dated(Instant at, HistoryLine line) {}
        List<Dated> lines = new ArrayList<>();
        standings
                .tellings(standing.id())
                .forEach(told -> lines.add(new Dated(
                        told.at(),
                        new HistoryLine(when.format(told.at()), told.told(), told.person(), told.letter()))));
        standings
                .changes(standing)
                .forEach(change -> lines.add(new Dated(
                        change.at(),
                        new HistoryLine(when.format(change.at()), change.what(), change.person(), change.reason()))));
        return lines.stream()
                .sorted(Comparator.comparing(Dated::at).reversed())
                .map(Dated::line)
                .toList();
    }

    private DeadlineRow row(Standing standing) {
        boolean paused = standing.state() == DeadlineState.PAUSED;
        boolean task = standing.kind().equals("TASK");
        String rest = standing.state() == DeadlineState.OVERDUE ? "просрочено на " : "осталось: ";
        return new DeadlineRow(
                standing.title(),
                task ? "/camunda/app/tasklist/default/#/?task=" + standing.subject() : null,
                paused ? null : when.format(standing.dueAt()),
                rest + standing.hours(),
                task && !paused && standing.takeBy() != null && standing.holder() == null
                        ? when.format(standing.takeBy())
                        : null,
                standing.holder() == null ? null : staff.nameOf(standing.holder()),
                standing.marks());
    }
}
